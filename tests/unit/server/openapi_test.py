#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""schema/openapi.yaml says what the server's tables say.

openapi_test.py LIST_ROUTES OPENAPI
"""

import subprocess
import sys

import yaml

METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
wrong = []


def same(what, code, text):
    for item in sorted(code - text):
        wrong.append(f"{what}: not in openapi.yaml: {item}")
    for item in sorted(text - code):
        wrong.append(f"{what}: only in openapi.yaml: {item}")


def resolve(api, thing):
    """Follow a local $ref; a reference that leads nowhere is wrong."""
    if "$ref" not in thing:
        return thing
    at = api
    for part in thing["$ref"].removeprefix("#/").split("/"):
        if part not in at:
            wrong.append(f"{thing['$ref']} leads nowhere")
            return {}
        at = at[part]
    return at


def references(thing):
    if isinstance(thing, dict):
        if "$ref" in thing:
            yield thing
        for value in thing.values():
            yield from references(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from references(value)


def main(list_routes, path):
    lines = subprocess.run([list_routes], check=True, text=True,
                           stdout=subprocess.PIPE).stdout.split("\n")
    rows = [line.split() for line in lines if line]
    routes = {(r[1], r[2], r[3], int(r[4]) > 0)
              for r in rows if r[0] == "route"}
    problems = {(r[1], r[2]) for r in rows if r[0] == "problem"}
    with open(path, encoding="utf-8") as file:
        api = yaml.safe_load(file)

    for reference in references(api):
        resolve(api, reference)
    told, codes = set(), {}
    base = api["servers"][0]["url"].partition(".example")[2]
    for name, item in api["paths"].items():
        name = base + name
        for method in METHODS:
            if method not in item:
                continue
            operation = item[method]
            signed = "signed" if operation["security"] else "open"
            told.add((method.upper(), name, signed,
                      "requestBody" in operation))
            for code, answer in operation["responses"].items():
                if code.startswith(("4", "5")):
                    for problem in answer["description"].split(", "):
                        codes.setdefault(problem, set()).add(code)
    same("route", routes, told)
    same("problem", problems,
         {(p, c) for p, all_codes in codes.items() for c in all_codes})
    types = api["components"]["schemas"]["Problem"]["properties"]["type"]
    same("type", {f"urn:zijlijn:problem:{p}" for p, _ in problems},
         set(types["enum"]))
    if len(routes) < 11 or len(problems) < 24:
        wrong.append("the tables are not whole")
    for line in wrong:
        print(line)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
