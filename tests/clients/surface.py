#!/usr/bin/env python3
"""What `annals` the library offers, by name: `surface.py RUSTDOC.json`, one public item a line.

`tests/surface.txt` holds what it printed last, and `.ci/run` compares: who takes something away, or renames it, sees so in
the difference, and says so in CHANGELOG.md. Types are not compared, only what is there and what its arguments are called.
"""
import json
import sys

crate = json.load(open(sys.argv[1], encoding="utf-8"))
if crate["format_version"] != 57:
    print(f"rustdoc writes format {crate['format_version']}, which is not known here: nothing is compared")
    sys.exit(3)
index = crate["index"]
lines = set()


def is_public(item):
    return item["visibility"] in ("public", "default")


def arguments(function):
    return ", ".join(name for name, _ in function["sig"]["inputs"])


def members(path, ids):
    for member in ids or []:
        item = index.get(str(member))
        if item and item["name"] and is_public(item):
            kind, inner = next(iter(item["inner"].items()))
            call = f"({arguments(inner)})" if kind == "function" else ""
            lines.add(f"{path}::{item['name']}{call}")


def shape(path, inner):
    """Fields of a struct, variants of an enum, methods of both."""
    members(path, inner.get("variants"))
    kind = inner.get("kind")
    if isinstance(kind, dict):
        members(path, kind.get("plain", {}).get("fields"))
    for block in inner.get("impls", []):
        block = index.get(str(block), {"inner": {}})["inner"].get("impl")
        if block and block["trait"] is None:
            members(path, block["items"])


def walk(path, item, seen):
    kind, inner = next(iter(item["inner"].items()))
    if kind == "use":
        target = index.get(str(inner["id"])) if inner["id"] is not None else None
        if target and target["crate_id"] == 0:
            here = path if inner["is_glob"] else f"{path}::{inner['name']}"
            if inner["is_glob"]:
                for child in next(iter(target["inner"].values())).get("items", []):
                    descend(here, child, seen)
            else:
                show(here, target, seen)
        return
    show(f"{path}::{item['name']}" if path else item["name"], item, seen)


def show(path, item, seen):
    kind, inner = next(iter(item["inner"].items()))
    if kind == "module":
        if (path, item["id"]) in seen:
            return
        for child in inner["items"]:
            descend(path, child, seen | {(path, item["id"])})
        return
    call = f"({arguments(inner)})" if kind == "function" else ""
    lines.add(f"{kind} {path}{call}")
    if kind in ("struct", "enum", "union"):
        shape(path, inner)
    if kind == "trait":
        members(path, inner["items"])


def descend(path, child, seen):
    item = index.get(str(child))
    if item and is_public(item):
        walk(path, item, seen)


walk("", index[str(crate["root"])], frozenset())
print("\n".join(sorted(lines)))
