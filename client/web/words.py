#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""words.py TO: makes TO/LANGUAGE.json for each client/words/LANGUAGE.po, with
the sentences of the web app only. gettext does all of it."""

import gettext
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TO = pathlib.Path(sys.argv[1])


def run(*words):
    subprocess.run(words, check=True, cwd=HERE)


def catalogue(po, pot, work):
    """What the web app says, in that language."""
    merged, compiled = work / "merged.po", work / "compiled.mo"
    run("msgmerge", "--quiet", "--no-fuzzy-matching", f"--output={merged}",
        str(po), str(pot))
    run("msgattrib", "--no-obsolete", f"--output={merged}", str(merged))
    run("msgfmt", f"--output-file={compiled}", str(merged))
    with open(compiled, "rb") as file:
        said = gettext.GNUTranslations(file)._catalog
    plain = {key: text for key, text in said.items()
             if isinstance(key, str) and key != ""}
    plural = {}
    for key, text in said.items():
        if isinstance(key, tuple):
            plural.setdefault(key[0], {})[key[1]] = text
    for key, forms in plural.items():
        plain[key] = [forms[i] for i in sorted(forms)]
    return plain


with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)
    pot = work / "web.pot"
    sources = sorted(str(path) for path in HERE.glob("app/**/*.ts"))
    run("xgettext", "--from-code=UTF-8", "--language=JavaScript", "--keyword",
        "--keyword=_", "--keyword=N_", "--keyword=P_:1,2", f"--output={pot}",
        *sources)
    TO.mkdir(parents=True, exist_ok=True)
    for po in sorted((HERE.parent / "words").glob("*.po")):
        (TO / f"{po.stem}.json").write_text(
            json.dumps(catalogue(po, pot, work), ensure_ascii=False,
                       indent=0, sort_keys=True) + "\n")
