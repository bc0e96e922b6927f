#!/usr/bin/env python3
"""A second verifier of audit bags, so that the first is not believed on its own word.

Written from the specifications alone, with the standard library alone: BagIt (RFC 8493), leaf hashes, roots and inclusion proofs
(RFC 6962 section 2.1, RFC 9162 section 2.1.3.2), Ed25519 (RFC 8032 section 5.1), signed notes and checkpoints (c2sp.org/signed-note,
c2sp.org/tlog-checkpoint), digests of disclosures (RFC 9901 section 4.2.3). It does not replay weighings: that takes the Domain.

    verify_bag.py [--key VKEY]... [--checkpoint FILE]... [--without-texts] BAG.zip...

prints a line of JSON for each bag, and ends with the highest exit code: 0 sound, 1 altered, 2 incomplete, 3 unreadable.
"""
import argparse
import base64
import collections
import csv
import datetime
import hashlib
import io
import json
import re
import sqlite3
import sys
import tempfile
import xml.etree.ElementTree
import zipfile

MAX_FILE = 1 << 30
MAX_CHECKPOINT = 64 * 1024
FORMATS = ("wikkenwegen-audit-bag/1", "wikkenwegen-audit-bag/2")
ERASED = ("personal_data_erased", "texts_erased", "case_withdrawn")


class Unreadable(Exception):
    """It is not what it should be; no more of it is read."""


# --- Ed25519 (RFC 8032 section 5.1, and the program of its section 6) ---
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a, b):
    x = (a[1] - a[0]) * (b[1] - b[0]) % P
    y = (a[1] + a[0]) * (b[1] + b[0]) % P
    t = 2 * a[3] * b[3] * D % P
    z = 2 * a[2] * b[2] % P
    e, f, g, h = y - x, z - t, z + t, y + x
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, point):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, point)
        point = add(point, point)
        n >>= 1
    return result


def point_of(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signature(public, message, signature):
    a, r, s = point_of(public), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    left, right = times(s, BASE), add(r, times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- Trees (RFC 6962 section 2.1, RFC 9162 section 2.1.3.2) ---
def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(stack):
    if not stack:
        return hashlib.sha256(b"").digest()
    root = stack[-1][1]
    for _, node in reversed(stack[:-1]):
        root = node_hash(node, root)
    return root


def grow(stack, leaf):
    """The perfect subtrees of the tree so far, largest first, each with its height."""
    stack.append((0, leaf))
    while len(stack) > 1 and stack[-1][0] == stack[-2][0]:
        (height, right), (_, left) = stack.pop(), stack.pop()
        stack.append((height + 1, node_hash(left, right)))


def is_included(index, size, leaf, proof, root):
    if index >= size:
        return False
    fn, sn, r = index, size - 1, leaf
    for node in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(node, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, node)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


# --- Notes (c2sp.org/signed-note) and checkpoints (c2sp.org/tlog-checkpoint) ---
def key_of(text):
    name, key_id, data = (text.strip().split("+", 2) + ["", ""])[:3]
    data = base64.b64decode(data)
    if len(data) != 33 or data[0] != 1 or hashlib.sha256(name.encode() + b"\n" + data).digest()[:4].hex() != key_id:
        raise Unreadable("no Ed25519 vkey: " + text)
    return name, bytes.fromhex(key_id), data[1:]


Checkpoint = collections.namedtuple("Checkpoint", "origin size root signed")


def open_change(leaf, origin):
    """The keys of which a leaf says, in a note that both have signed, that the one took the place of the other; None where it does not."""
    try:
        return read_change(json.loads(leaf), origin)
    except (Unreadable, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def read_change(leaf, origin):
    note = leaf["data"]["statement"].encode()
    text, empty, lines = note.rpartition(b"\n\n")
    text += b"\n"
    match = re.fullmatch("wikkenwegen log key change v1\n(.*)\nfrom (.*)\nto (.*)\n", text.decode())
    if leaf["type"] != "log_key_changed" or not match or match[1] != origin:
        return None
    keys = [key_of(match[2]), key_of(match[3])]
    signed = set()
    for line in lines.decode().splitlines():
        name, value = line.removeprefix("\u2014 ").split(" ")
        value = base64.b64decode(value)
        signed.update(k for k in keys if k[0] == name == origin and k[1] == value[:4] and is_signature(k[2], text, value[4:]))
    return keys if signed == set(keys) and len(signed) == 2 else None


def open_checkpoint(note, keys, changes=()):
    text, empty, lines = note.rpartition(b"\n\n")
    text += b"\n"
    parts = text.decode().split("\n")
    if not empty or len(parts) < 4 or not re.fullmatch("0|[1-9][0-9]*", parts[1]):
        raise Unreadable("no checkpoint")
    if changes:  # the last change that is in it says who signs
        keys = [([c for c in changes if c[0] < int(parts[1])] or [(0, None, changes[0][1])])[-1][2]]
    signed, wrong = False, False
    for line in lines.decode().splitlines():
        match = re.fullmatch("\u2014 (\\S+) (\\S+)", line)
        if not match:
            raise Unreadable("no signature line")
        value = base64.b64decode(match[2])
        for name, key_id, public in keys:
            if name == match[1] == parts[0] and key_id == value[:4]:
                good = is_signature(public, text, value[4:])
                signed, wrong = signed or good, wrong or not good
    return Checkpoint(parts[0], int(parts[1]), base64.b64decode(parts[2]), signed and not wrong)


# --- The bag ---
class Bag:
    def __init__(self, path):
        self.found = []
        try:
            self.zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
            raise Unreadable(str(error)) from error
        self.files, ends = {}, 0
        packed, unpacked = (sum(getattr(i, size) for i in self.zip.infolist()) for size in ("compress_size", "file_size"))
        if unpacked > 64 << 20 and unpacked // 400 > packed:
            raise Unreadable("together the files unpack to too much")
        for info in sorted(self.zip.infolist(), key=lambda i: i.header_offset):
            name, length = info.orig_filename, info.file_size
            parts = name.rstrip("/").split("/")
            if any(p in ("", ".", "..") for p in parts) or re.search(r'[\\:*?"<>|\x00-\x1f\x7f]', name):
                raise Unreadable("a path that leads out")
            if (info.external_attr >> 28) == 0xA or info.flag_bits & 0x2041 or info.compress_type not in (0, 8):
                raise Unreadable("a link, or packed in another way")
            if length > MAX_FILE or (length > 1 << 20 and length // 400 > info.compress_size) or info.header_offset < ends:
                raise Unreadable("too large, or one file over another")
            ends = info.header_offset + 30 + info.compress_size
            if not name.endswith("/"):
                key = "/".join(parts[1:])
                if len(parts) < 2 or key.lower() in map(str.lower, self.files):
                    raise Unreadable("no folder, or a file twice")
                self.files[key] = info

    def altered(self, code, leaf=None):
        self.found.append((1, code, leaf))

    def incomplete(self, code, leaf=None):
        self.found.append((2, code, leaf))

    def read(self, name):
        if name not in self.files:
            raise Unreadable(name + " is missing")
        try:
            return self.zip.read(self.files[name])
        except (zipfile.BadZipFile, EOFError, OSError, zipfile.zlib.error) as error:
            raise Unreadable(str(error)) from error

    def lines(self, name):
        data = self.read(name) if name in self.files else b""
        if data and not data.endswith(b"\n"):
            raise Unreadable("a line is cut off")
        return data.split(b"\n")[:-1]

    def check_manifests(self):
        if not self.read("bagit.txt").startswith(b"BagIt-Version: "):
            raise Unreadable("no bag")
        listed = {}
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            for line in self.lines(manifest):
                match = re.fullmatch(rb"([0-9a-f]{64})  (\S.*)", line)
                if not match:
                    raise Unreadable("no manifest")
                listed[match[2].decode()] = match[1].decode()
        for name in self.files:
            digest = hashlib.sha256(self.read(name)).hexdigest()
            if name in listed and listed[name] != digest:
                self.altered("file-altered")
            if name.startswith("data/") and name not in listed:
                self.altered("file-added")
        for name in listed:
            if name not in self.files:
                self.incomplete("file-missing")

    def check(self, keys, kept, without_texts):
        self.check_manifests()
        try:
            self.check_content(keys, kept, without_texts)
        except (Unreadable, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            if not any(f[0] == 1 for f in self.found):
                raise Unreadable(str(error)) from error

    def check_content(self, keys, kept, without_texts):
        head = {name: value for name, value in json.loads(self.read("data/bag.json")).items() if value is not None}
        if head["format"] not in FORMATS:
            raise Unreadable("another format")
        self.first = head["format"] == FORMATS[0]
        if "withoutLeaf" in head:
            self.altered("events-without-leaf")
        if "unsigned" in head:
            self.incomplete("leaves-unsigned")
        if not head["complete"] and not any(limit in head for limit in ("weighing", "from", "until")):
            self.incomplete("not-whole")
        keys = keys or [key_of(line) for line in self.read("data/keys.txt").decode().splitlines() if line.strip()]
        changes = self.read_changes(head, keys)
        ours = {}
        for name in sorted(n for n in self.files if n.startswith("data/checkpoints/")):
            if self.files[name].file_size > MAX_CHECKPOINT:
                raise Unreadable("a checkpoint that is too large")
            checkpoint = open_checkpoint(self.read(name), keys, changes)
            if not checkpoint.signed or checkpoint.origin != head["origin"]:
                self.altered("checkpoint-signature")
            if ours.setdefault(checkpoint.size, checkpoint).root != checkpoint.root:
                self.altered("split-view")
        last = ours[max(ours)]
        if last.size != head["size"]:
            self.altered("head")
        held = []
        for note in kept:
            checkpoint = open_checkpoint(note, keys, changes)
            if checkpoint.signed and checkpoint.origin == head["origin"]:
                held.append(checkpoint)
                if checkpoint.size > last.size:
                    self.incomplete("older-than-kept")
            else:
                self.altered("kept-signature")
        rows = self.check_leaves(head, ours, held, last, without_texts)
        self.check_exports(rows)

    def read_changes(self, head, keys):
        """The changes of the key by place, as far as they lead on from a key that is trusted."""
        self.changes, found, trusted, history = {}, [], set(keys), []
        for line in map(json.loads, self.lines("data/key-changes.ndjson")):
            if self.changes and line["index"] <= max(self.changes):
                raise Unreadable("changes of the key out of order")
            self.changes[line["index"]] = line
            change = open_change(line["leaf"], head["origin"])
            if change:
                found.append((line["index"], *change))
            else:
                self.altered("key-change", line["index"])
        for _ in found:
            for _, old, new in found:
                if old in trusted or new in trusted:
                    trusted.update((old, new))
        for index, old, new in found:
            if old in trusted and (not history or history[-1][2] == old):
                history.append((index, old, new))
            else:
                self.altered("key-change", index)
        return history

    def check_leaves(self, head, ours, held, last, without_texts):
        unplaced = set(self.changes)
        texts = {hashlib.sha256(line).digest(): False for line in self.lines("data/disclosures.txt")}
        listed = [digest_of(line.decode(errors="replace")) for line in self.lines("data/texts-withheld.txt")]
        bodies = collections.deque(self.lines("data/bodies.ndjson"))
        lines = collections.deque(self.lines("data/leaves.ndjson"))
        rows, versions, stack, wanted, gap, missing, erased, before, count = [], {}, [], 0, False, {}, set(), -1, 0
        withheld, period = Withheld(self, head), Period(self, head)
        targets = collections.defaultdict(list)
        for checkpoint in list(ours.values()) + held:
            targets[checkpoint.size].append(checkpoint)
        for position in self.lines("data/positions.ndjson"):
            position = json.loads(position)
            index, left_out = position["index"], position.get("leftOut")
            if self.first and ("leftOut" in position or "event" in position) or left_out not in (None, "selection", "blindRound", "lost") or not (left_out or lines):
                raise Unreadable("positions do not fit leaves")
            line = None if left_out else lines.popleft()
            count += line is not None
            hash_ = base64.b64decode(position["hash"]) if left_out else leaf_hash(line)
            if base64.b64decode(position["hash"]) != hash_:
                self.altered("leaf-altered", index)
            if self.first and index > before + 1:
                period.left_out(before + 1)
            if index <= before:
                self.altered("leaf-order", index)
            before = index
            if index in self.changes:
                unplaced.discard(index)
                if leaf_hash(self.changes[index]["leaf"].encode()) != base64.b64decode(position["hash"]):
                    self.altered("key-change", index)
            elif line and b'"type":"log_key_changed"' in line:
                self.altered("key-change", index)
            if head["complete"] or not self.first:
                if index > wanted:
                    gap = True
                    self.incomplete("leaf-missing", index)
                wanted = max(wanted, index + 1)
                grow(stack, hash_)
                if not gap:
                    self.compare(targets.pop(wanted, []), root_of(stack))
                if index >= last.size:
                    self.altered("leaf-unproven", index)
            elif not is_included(index, last.size, hash_, [base64.b64decode(h) for h in position["proof"]], last.root):
                self.altered("leaf-not-in-log", index)
            if left_out:
                if left_out == "lost" or left_out == "selection" and head["complete"]:
                    self.incomplete("leaf-missing", index)
                elif left_out == "selection":
                    period.left_out(index)
                else:
                    withheld.places.append(index)
                continue
            try:
                leaf = json.loads(line)
                stream, version, recorded = leaf["stream"], leaf["version"], moment(leaf["recordedAt"])
                if leaf["v"] != 1:
                    raise ValueError
            except (ValueError, KeyError, TypeError):
                self.altered("leaf-unreadable", index)
                continue
            if leaf["corporation"] != head["corporation"]:
                self.altered("other-corporation", index)
            if position.get("event") in ("differs", "gone"):
                self.altered("event-differs", index)
            beside = not period.holds(recorded) and leaf["type"] in ERASED
            if stream != head.get("weighing", stream) or not beside and not period.holds(recorded):
                self.altered("leaf-outside-selection", index)
            if not beside:
                period.passes(recorded)
                if stream in versions or "from" not in head:
                    expected = versions.get(stream, 0) + 1
                    if version > expected and not withheld.explains(stream, version - expected, index):
                        self.incomplete("version-missing", index)
                    if version < expected:
                        self.altered("version-order", index)
                versions[stream] = version
            data = leaf.get("data")
            if "data" not in leaf:
                start = b'{"index":%d,"data":' % index
                body = bodies.popleft()[len(start):-1] if bodies and bodies[0].startswith(start) else None
                if body is None:
                    self.incomplete("body-missing", index)
                elif len(body) != leaf["dataLength"] or hashlib.sha256(body).hexdigest() != leaf["dataSha256"]:
                    self.altered("body-altered", index)
                data = json.loads(body) if body else None
            if leaf["type"] == "text_corrected" and "from" not in head:
                replaced = digest_of(data.get("replaced"))
                if not is_whole(data.get("ground")) or not (replaced in missing or texts.get(replaced)):
                    holes = any(f[1] in ("leaf-missing", "version-missing") for f in self.found)
                    self.incomplete("text-correction", index) if holes else self.altered("text-correction", index)
            for digest in sealed(data):
                if digest is None:
                    self.altered("digest-unreadable", index)
                elif digest in texts:
                    texts[digest] = True
                else:
                    missing.setdefault(digest, index)
            if leaf["type"] in ERASED and is_whole(data.get("ground", "")):
                erased.update(map(digest_of, data["digests"]))
            withheld.passes(leaf, data, index)
            rows.append((index, base64.b64encode(hash_).decode(), leaf["type"], stream, version, leaf["eventId"]))
        if lines:
            raise Unreadable("positions do not fit leaves")
        if self.first and before + 1 < last.size:
            period.left_out(before + 1)
        period.ends()
        for index in unplaced:
            self.altered("key-change", index)
        if count != head["leaves"]:
            self.incomplete("leaves-fewer") if count < head["leaves"] else self.altered("leaves-more")
        if (head["complete"] or not self.first) and wanted < last.size:
            self.incomplete("leaves-missing-at-end")
        withheld.judge()
        if not head["complete"] and self.first:
            for checkpoint in held:
                if checkpoint.size not in ours:
                    self.incomplete("kept-uncompared")
                elif ours[checkpoint.size].root != checkpoint.root:
                    self.altered("history-rewritten")
        gone = missing.keys() - erased - set(listed)
        for digest, index in missing.items():
            if digest in gone and not without_texts:
                self.incomplete("text-missing", index)
        holes = any(f[1] in ("leaf-missing", "leaves-missing-at-end", "leaves-fewer", "version-missing") for f in self.found)
        self.check_withheld(listed, texts, missing, holes)
        if not all(texts.values()):
            self.incomplete("text-stray") if holes else self.altered("text-stray")
        return rows

    def check_withheld(self, listed, texts, missing, holes):
        """Each text that is withheld from whoever asked is listed once, is of an event here, and is not here itself."""
        if None in listed:
            self.altered("withheld-text-unreadable")
        if len(set(listed)) < len(listed):
            self.altered("withheld-text-twice")
        for digest in set(listed) - {None} - set(missing):
            if digest in texts:
                self.altered("withheld-text-here")
            else:
                self.incomplete("withheld-text-stray") if holes else self.altered("withheld-text-stray")

    def compare(self, checkpoints, root):
        for checkpoint in checkpoints:
            if checkpoint.root != root:
                self.altered("root-mismatch")

    def check_exports(self, rows):
        """Each row of each export leads to one leaf, and each leaf to one row."""
        want = sorted(rows)
        table = csv.DictReader(io.StringIO(self.read("data/exports/events.csv").decode(), newline=""), strict=True)
        of_csv = (lambda text: text) if self.first else (lambda text: base64.b64encode(bytes.fromhex(text)).decode())
        self.same(want, ((int(r["leaf_index"]), of_csv(r["leaf_hash"]), r["type"], r["stream"], int(r["stream_version"]), r["event_id"]) for r in table))
        events = (json.loads(line) for line in self.lines("data/exports/cloudevents.ndjson"))
        self.same(want, ((int(e["leafindex"]), e["leafhash"], e["type"].removeprefix("nl.wikkenwegen."), e["subject"], int(e["streamversion"]), e["id"]) for e in events))
        ocel = json.loads(self.read("data/exports/ocel.json"))
        objects = {o["id"] for o in ocel["objects"]}
        found = []
        for event in ocel["events"]:
            at = {a["name"]: a["value"] for a in event["attributes"]}
            stream = [r["objectId"] for r in event["relationships"] if r["qualifier"] == "in"]
            if not {r["objectId"] for r in event["relationships"]} <= objects:
                self.altered("export-differs")
            found.append((int(at["leaf_index"]), at["leaf_hash"], event["type"], stream[0], int(at["stream_version"]), event["id"]))
        self.same(want, found)
        found = []
        space = "{http://www.xes-standard.org/}"
        for trace in xml.etree.ElementTree.fromstring(self.read("data/exports/events.xes")).iter(space + "trace"):
            stream = trace.find(space + "string[@key='concept:name']").get("value")
            for event in trace.iter(space + "event"):
                at = {a.get("key"): a.get("value") for a in event}
                found.append((int(at["leaf_index"]), at["leaf_hash"], at["concept:name"], stream, int(at["stream_version"]), at["identity:id"]))
        self.same(want, found)
        self.check_sqlite(want)

    def check_sqlite(self, want):
        with tempfile.NamedTemporaryFile(suffix=".sqlite") as file:
            file.write(self.read("data/exports/ocel.sqlite"))
            file.flush()
            found = []
            try:
                database = sqlite3.connect(f"file:{file.name}?mode=ro", uri=True)
                # Pages may point at each other, round and round: a file of this length cannot ask for more steps than these.
                rounds = iter(range(2_000 + self.files["data/exports/ocel.sqlite"].file_size // 10))
                database.set_progress_handler(lambda: next(rounds, None) is None, 1000)
                streams = dict(database.execute("SELECT ocel_event_id, ocel_object_id FROM event_object WHERE ocel_qualifier = 'in'"))
                for type_, map_ in database.execute("SELECT ocel_type, ocel_type_map FROM event_map_type"):
                    columns = f"SELECT leaf_index, leaf_hash, stream_version, e.ocel_id FROM event e JOIN \"event_{map_}\" USING (ocel_id) WHERE e.ocel_type = ?"
                    found += [(row[0], row[1], type_, streams[row[3]], row[2], row[3]) for row in database.execute(columns, (type_,))]
            except (sqlite3.Error, KeyError):
                pass
            self.same(want, found)

    def same(self, want, found):
        if sorted(found) != want:
            self.altered("export-differs")


class Withheld:
    """The leaves that are withheld: each is of a stream with an open blind round before it, and stands behind its last leaf here or where numbers of it are missing."""

    def __init__(self, bag, head):
        self.bag, self.is_of_moment, self.places, self.open, self.explained = bag, "from" in head, [], {}, 0

    def explains(self, stream, missing, before):
        if missing > len(self.places) - self.explained:
            return False
        if stream in self.open:
            rounds, after, seen, gaps = self.open[stream]
            if missing > len(self.places) - seen:
                return False
            gaps.append((after, before, missing, set(rounds)))
        elif not self.is_of_moment:
            return False
        self.explained += missing
        return True

    OPENING = ("round_opened", "instrument_round_opened", "case_received")  # what each would decide in a case is blind until it is shown, or the case is taken back
    CLOSING = ("round_closed", "instrument_round_closed", "case_choices_shown", "case_withdrawn")

    def passes(self, leaf, data, index):
        stream, kind = leaf["stream"], leaf["type"]
        rounds, _, _, gaps = self.open.get(stream, (set(), 0, 0, []))
        is_of_case = kind in ("case_received", "case_choices_shown", "case_withdrawn")
        number = 1 if is_of_case else data.get("number") if isinstance(data, dict) else None
        if kind in self.OPENING and number is not None and (is_of_case or data.get("blind")):
            rounds.add(number)
        if kind in self.CLOSING and number in rounds:
            rounds.discard(number)
            for gap in gaps:
                gap[3].discard(number)
                if not gap[3]:
                    self.bag.altered("withheld-without-round", gap[1])
            gaps = [gap for gap in gaps if gap[3]]
        if rounds:
            self.open[stream] = rounds, index, len(self.places), gaps
        else:
            self.open.pop(stream, None)

    def judge(self):
        if not self.places:
            return
        end = min((last for _, last, _, _ in self.open.values()), default=None)
        gaps = [gap for _, _, _, gaps in self.open.values() for gap in gaps]
        room, hidden = sum(gap[2] for gap in gaps), 0
        for place in self.places if not self.is_of_moment else []:
            if end is not None and place > end:
                continue
            if room and any(after < place < before for after, before, _, _ in gaps):
                room -= 1
            else:
                hidden += 1
                self.bag.altered("withheld-without-round", place)
        if hidden < len(self.places):
            self.bag.incomplete("leaves-withheld")


class Period:
    """The period that a bag is about, and the leaves that it leaves out: one between leaves well within it should be there."""

    MARGIN = datetime.timedelta(hours=1)

    def __init__(self, bag, head):
        self.bag, self.first, self.latest = bag, None, None
        self.start, self.end = (moment(head[limit]) if limit in head else None for limit in ("from", "until"))
        self.judges = not head["complete"] and "weighing" not in head and bool(self.start or self.end)

    def holds(self, recorded):
        return not (self.start and recorded < self.start) and not (self.end and recorded >= self.end)

    def left_out(self, index):
        self.first = index if self.first is None else self.first

    def passes(self, recorded):
        self.ends(recorded)
        self.latest = max(self.latest or recorded, recorded)

    def ends(self, following=None):
        may_be_before = self.start and not (self.latest and self.latest - self.start >= self.MARGIN)
        may_be_after = self.end and not (following and self.end - following > self.MARGIN)
        if self.judges and self.first is not None and not may_be_before and not may_be_after:
            self.bag.incomplete("leaf-missing", self.first)
        self.first = None


def moment(text):
    """A moment in RFC 3339; more digits than six of a second are left out."""
    found = datetime.datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text.replace("Z", "+00:00")))
    return found if found.tzinfo else found.replace(tzinfo=datetime.timezone.utc)


def digest_of(text):
    """The digest that a text is (RFC 9901 section 4.2.3: base64url without padding); None where it is none."""
    if not isinstance(text, str) or not re.fullmatch("[A-Za-z0-9_-]{43}", text):
        return None
    digest = base64.urlsafe_b64decode(text + "=")
    return digest if base64.urlsafe_b64encode(digest).decode() == text + "=" else None


def is_whole(text):
    """Whether a text, where there is one, has no half of a character in it."""
    return not isinstance(text, str) or not re.search("[\ud800-\udfff]", text)


def sealed(data):
    """The digests of all members _sd, however deep; None for one that is no digest."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name == "_sd":
                yield digest_of(value)
            else:
                yield from sealed(value)
    elif isinstance(data, list):
        for item in data:
            yield from sealed(item)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--checkpoint", action="append", default=[])
    parser.add_argument("--without-texts", action="store_true")
    parser.add_argument("bags", nargs="+")
    options = parser.parse_args()
    worst = 0
    for path in options.bags:
        found = []
        try:
            bag = Bag(path)
            bag.check([key_of(key) for key in options.key], [open(c, "rb").read() for c in options.checkpoint], options.without_texts)
            found = bag.found
            code = min((f[0] for f in found), default=0)  # altered is worse than incomplete
        except Unreadable as error:
            code, found = 3, [(3, str(error), None)]
        print(json.dumps({"bag": path, "exit": code, "findings": [{"code": f[1], "leaf": f[2]} for f in found]}))
        worst = max(worst, code)
    return worst


if __name__ == "__main__":
    sys.exit(main())
