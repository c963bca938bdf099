# SPDX-License-Identifier: EUPL-1.2
"""Hello! schema/openapi.yaml as a judge of answers: what a server says to a
request must be written there, in every part.
"""

import collections
import json
import os
import re
from urllib.parse import parse_qsl

import jsonschema
import yaml

METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
# Of HTTP itself, and no part of the interface.
USUAL = {"date", "content-length", "connection"}
ONLY_WITH = {"allow": {405}, "retry-after": {429, 503}}

Exchange = collections.namedtuple(
    "Exchange",
    "method target sent body_sent status headers body")


class Operation:
    def __init__(self, contract, base, path, method, given):
        self.id, self.method = given["operationId"], method.upper()
        self.path = base + path
        self.pattern = re.compile(
            re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(self.path)) + "$")
        self.names = re.findall(r"\{(\w+)\}", path)
        self.signed = bool(given["security"])
        self.parameters = [contract.resolve(p)
                           for p in given.get("parameters", [])]
        self.has_body = "requestBody" in given
        body = contract.resolve(given.get("requestBody", {}))
        self.takes = next(iter(body.get("content", {})), None)
        self.body_schema = body.get("content", {}).get(
            self.takes, {}).get("schema")
        self.answers, self.problems = {}, set()
        for status, answer in given["responses"].items():
            self.answers[int(status)] = contract.resolve(answer)
            if int(status) >= 400:
                self.problems |= {(int(status), name) for name in
                                  answer["description"].split(", ")}

    def told(self):
        """Every answer that is written down: (status, problem)."""
        good = {(s, "-") for s in self.answers if s < 400}
        return good | self.problems


class Contract:
    """Judges exchanges, and remembers what was seen of each operation."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.api = yaml.safe_load(file)
        base = re.sub("^https://[^/]*", "", self.api["servers"][0]["url"])
        self.operations = [
            Operation(self, base, path, method, item[method])
            for path, item in self.api["paths"].items()
            for method in METHODS if method in item]
        self.seen = {o.id: collections.Counter() for o in self.operations}

    def resolve(self, thing):
        """What a $ref leads to; what stands beside it goes first."""
        if "$ref" not in thing:
            return thing
        at = self.api
        for part in thing["$ref"].removeprefix("#/").split("/"):
            at = at[part]
        return {**at, **{k: v for k, v in thing.items() if k != "$ref"}}

    def operation(self, id_):
        return next(o for o in self.operations if o.id == id_)

    def judge(self, exchange):
        """All that is wrong with an exchange."""
        path = exchange.target.partition("?")[0]
        there = [o for o in self.operations if o.pattern.match(path)]
        method = "GET" if exchange.method == "HEAD" else exchange.method
        hit = [o for o in there if o.method == method]
        wrong = []
        if there and not hit and exchange.status != 405:
            wrong.append("there is no such method, and it is no 405")
        if not there and exchange.status != 404:
            wrong.append("there is no such path, and it is no 404")
        for operation in hit or there:
            answer = operation.answers.get(exchange.status)
            if answer is None:
                wrong.append(f"{exchange.status} of {operation.id} is not "
                             "written down")
                continue
            wrong += self._judge(operation, answer, exchange)
        return wrong

    def _judge(self, operation, answer, exchange):
        wrong = list(self._headers(answer, exchange))
        name = "-"
        if exchange.method != "HEAD":
            wrong += self._body(answer, exchange)
        if exchange.status >= 400 and exchange.body:
            try:
                name = json.loads(exchange.body)["type"].rpartition(":")[2]
            except (ValueError, KeyError, TypeError):
                name = "?"
            if (exchange.status, name) not in operation.problems:
                wrong.append(f"{name} of {operation.id} is not written down")
        if exchange.status < 400:
            wrong += self._request(operation, exchange)
        if exchange.method != "HEAD":
            self.seen[operation.id][(exchange.status, name)] += 1
        return wrong

    def _headers(self, answer, exchange):
        told = {n.lower(): self.resolve(h)
                for n, h in answer.get("headers", {}).items()}
        for name, header in told.items():
            value = exchange.headers.get(name)
            wanted = exchange.status in ONLY_WITH.get(name,
                                                      {exchange.status})
            if (value is not None) != wanted:
                yield f"{name} is {value}"
            elif value is not None:
                schema = header["schema"]
                if schema["type"] == "integer":
                    value = int(value)
                yield from self._fits(schema, value, name)
        for name in exchange.headers:
            if name not in told and name not in USUAL | {"content-type"}:
                yield f"the header {name} is not written down"

    def _body(self, answer, exchange):
        kind = exchange.headers.get("content-type")
        content = answer.get("content")
        if content is None:
            if kind is not None or exchange.body:
                yield f"a body of {kind} where none is written down"
            return
        if kind not in content:
            yield f"Content-Type {kind}"
        elif "schema" in content[kind]:
            try:
                body = json.loads(exchange.body)
            except ValueError:
                yield "no JSON"
                return
            yield from self._fits(content[kind]["schema"], body, "body")
            if exchange.status >= 400 and body["status"] != exchange.status:
                yield "another status in the body"

    def _request(self, operation, exchange):
        """What was accepted must be what is written down, too."""
        path, _, query = exchange.target.partition("?")
        given = {("path", n): v for n, v in zip(
            operation.names, operation.pattern.match(path).groups())}
        given.update({("query", n): v for n, v in parse_qsl(query)})
        given.update({("header", n.lower()): v
                      for n, v in exchange.sent.items()})
        if operation.body_schema is not None:
            yield from self._fits(operation.body_schema,
                                  json.loads(exchange.body_sent), "sent")
        for told in operation.parameters:
            name = told["name"]
            value = given.pop((told["in"], name.lower() if told["in"]
                               == "header" else name), None)
            if value is None:
                if told["required"]:
                    yield f"accepted without {name}"
                continue
            schema = told["schema"]
            if schema["type"] == "integer":
                value = int(value)
            yield from self._fits(schema, value, name)
        for place, name in given:
            if place != "header":
                yield f"accepted with {name}, which is not written down"

    def _fits(self, schema, value, what):
        whole = {**self.resolve(schema),
                 "components": self.api["components"]}
        checker = jsonschema.Draft202012Validator(
            whole, format_checker=jsonschema.FormatChecker())
        for error in checker.iter_errors(value):
            yield f"{what}: {error.message}"


def openapi():
    return os.path.join(os.environ["ZL_SOURCE"], "schema", "openapi.yaml")
