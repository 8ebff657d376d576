"""One peer at work on one task, in its own environment: `python worker.py NAME TASK ANSWER`. Imports nothing of this project but by name."""

import json
import re
import sys
import time
from importlib import import_module
from importlib.metadata import version

TWICE = re.compile(r"([^\n]{2,40}?)\1+")
HAN = "[\u3400-\u9fff]"
JOINED = re.compile(f"(?<={HAN})\n+(?={HAN})")
SPACED = re.compile(f"(?<={HAN}) (?=[0-9])|(?<=[0-9]) (?={HAN})")
MARKED = re.compile(f"(?<={HAN})[,;:!?](?={HAN})")
WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}


def repair():
    chain = import_module("repair").Chain()
    return lambda text: chain(text).text


def ftfy():
    return import_module("ftfy").fix_text


def ftfy_careful():
    module = import_module("ftfy")
    config = module.TextFixerConfig(uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False)
    return lambda text: module.fix_text(text, config)


def autocorrect():
    return import_module("autocorrect_py").format


def clean_text():
    clean = import_module("cleantext").clean
    return lambda text: clean(text, to_ascii=False, lower=False)


def cjk_text_formatter():
    return import_module("cjk_text_formatter.polish").polish_text


def data_juicer():
    mapper = import_module("data_juicer.ops.mapper.remove_repeat_sentences_mapper").RemoveRepeatSentencesMapper()
    return lambda text: mapper.process_batched({"text": [text]})["text"][0]


def regex_repeats():
    return lambda text: TWICE.sub(r"\1", text)


def regex_lines():
    return lambda text: MARKED.sub(lambda mark: WIDE[mark[0]], SPACED.sub("", JOINED.sub("", text)))


def peak():
    """Read the peak of this program's own memory, in megabytes; what getrusage tells includes the program that started it."""
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM"))


PACKAGES = {"ftfy-careful": "ftfy", "autocorrect": "autocorrect-py", "data-juicer": "py-data-juicer"}


def main(name, task, answer):
    with open(task, encoding="utf-8") as file:
        wanted = json.load(file)
    begun = time.perf_counter()
    mend = globals()[name.replace("-", "_")]()
    mend("热身，一次。")
    start = time.perf_counter() - begun
    seconds, outputs = [], []
    for _ in range(wanted["rounds"]):
        begun = time.perf_counter()
        outputs = [mend(text) for text in wanted["texts"]]
        seconds.append(time.perf_counter() - begun)
    found = {
        "outputs": outputs if wanted["keep"] else [],
        "seconds": seconds,
        "start": start,
        "memory": peak(),
        "version": "" if name.startswith("regex") else version(PACKAGES.get(name, name)),
    }
    with open(answer, "w", encoding="utf-8") as file:
        json.dump(found, file)


main(*sys.argv[1:])
