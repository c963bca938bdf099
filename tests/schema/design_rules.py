#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""schema/openapi.yaml keeps the Dutch REST API Design Rules.

design_rules.py: Spectral finds nothing in it under api-design-rules.yaml; and
in copies that break the rules, each rule of that file finds something.
"""

import copy
import json
import os
import subprocess
import sys
import tempfile

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.environ["ZL_SOURCE"]
RULES = os.path.join(HERE, "api-design-rules.yaml")
SPECTRAL = os.path.join(SOURCE, "build", "npm", "node_modules", ".bin",
                        "spectral")


def lint(path):
    """What Spectral finds: (rule, where, message)."""
    done = subprocess.run(
        [SPECTRAL, "lint", "--quiet", "-f", "json", "-r", RULES,
         "--fail-severity", "hint", path],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"Spectral does not run: {done.stdout} {done.stderr}")
    found = json.loads(done.stdout[done.stdout.index("["):])
    return [(f["code"], ".".join(map(str, f["path"])), f["message"])
            for f in found]


def broken(api):
    """The same with one of everything that the rules forbid."""
    api = copy.deepcopy(api)
    get, put = (copy.deepcopy(api["paths"]["/statements"]["get"]),
                copy.deepcopy(api["paths"]["/records/{id}"]["put"]))
    api["openapi"] = "3.0.3"
    del api["info"]["contact"]["email"], api["info"]["license"]["identifier"]
    api["info"]["version"] = "1"
    api["servers"][0]["url"] = "http://signalen.example"
    api["paths"]["/Statements_all/"] = {"get": get, "trace": get}
    get["parameters"] = [
        {"name": "name_of", "in": "query", "schema": {"type": "string"}}]
    answers = get["responses"]
    answers["422"] = answers.pop("400")
    del answers["405"], put["responses"]["415"]
    answers["200"] = {"description": "x", "content": {}}
    answers["401"] = {"description": "x", "headers": {}}
    answers["403"] = {"description": "x", "headers": {},
                      "content": {"text/html": {}}}
    api["paths"]["/other/{id}"] = {"put": put}
    problem = api["components"]["schemas"]["Problem"]
    problem["required"].remove("detail")
    problem["properties"]["server_time"]["format"] = "time"
    return api


def main():
    path = os.path.join(SOURCE, "schema", "openapi.yaml")
    if not os.path.exists(SPECTRAL):
        sys.exit("packaging/npm-install has not been run")
    wrong = [" ".join(found) for found in lint(path)]
    with open(path, encoding="utf-8") as file:
        api = yaml.safe_load(file)
    with open(RULES, encoding="utf-8") as file:
        own = {name for name, rule in yaml.safe_load(file)["rules"].items()
               if isinstance(rule, dict)}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(broken(api), file)
        file.flush()
        seen = {code for code, _, _ in lint(file.name)}
    wrong += [f"{rule} finds nothing in what breaks it"
              for rule in sorted(own - seen)]
    for line in wrong:
        print(line)
    print(f"{len(own)} rules of our own")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
