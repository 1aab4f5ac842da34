"""Notes on many machines into one graph, with Apache Spark.

    spark-submit spark_extract.py DOCUMENTS OUTPUT [-- OPTIONS OF annals]
    python spark_extract.py --master 'local[2]' documents.ndjson graph

DOCUMENTS are text files, one document a line: {"path": "…", "text": "…"}. OUTPUT is a new folder of N-Triples, which together
are the graph that one `annals build` of the same notes would make. `annals` must be there on every machine; what
follows `--` (--ontology, --bibliography, --base) is given to it at every step.

1. What each note says of its own page is gathered, and sent to all machines.
2. Each note gives its lines.
3. The lines about one subject are brought together in one place, sorted, and merged.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import zlib

from pyspark import SparkConf, SparkContext


def main():
    own, more = sys.argv[1:], []
    if "--" in own:
        at = own.index("--")
        own, more = own[:at], own[at + 1:]
    parser = argparse.ArgumentParser(description="Notes on many machines into one graph.")
    parser.add_argument("documents")
    parser.add_argument("output")
    parser.add_argument("--annals", default="annals", help="the program, as it is found on every machine")
    parser.add_argument("--master", help="where to run, if spark-submit does not say: local[2]")
    parser.add_argument("--partitions", type=int, help="pieces of work; by default as Spark cuts the files")
    arguments = parser.parse_args(own)

    conf = SparkConf().setAppName("annals")
    if arguments.master:
        conf.setMaster(arguments.master)
    context = SparkContext(conf=conf)

    documents = context.textFile(arguments.documents, arguments.partitions)
    if arguments.partitions:
        documents = documents.repartition(arguments.partitions)
    # A core reads one piece: Spark itself spreads them over the cores.
    extract = [arguments.annals, "extract", "--framing", "ndjson", "--threads", "1", *more]

    pages = documents.mapPartitions(through([*extract, "--format", "pages"])).collect()
    pages = context.broadcast(sorted(pages))

    pieces = documents.mapPartitions(through([*extract, "--format", "n-quads"], pages))
    by_subject = pieces.map(lambda line: (line, None)).repartitionAndSortWithinPartitions(
        numPartitions=arguments.partitions or documents.getNumPartitions(),
        partitionFunc=lambda line: zlib.crc32(line.split(" ", 1)[0].encode()),
    )
    merge = [arguments.annals, "merge", "--partial", "--format", "n-triples", *more]
    by_subject.keys().mapPartitions(through(merge)).saveAsTextFile(arguments.output)
    context.stop()


def through(words, pages=None):
    """What a command prints that is given the lines of one piece.

    `rdd.pipe` would do, but that it gives the command no PATH and no file, which the pages must be.
    """

    def run(lines):
        with tempfile.TemporaryDirectory() as folder:
            command = list(words)
            if pages is not None:
                path = os.path.join(folder, "pages.ndjson")
                with open(path, "w", encoding="utf-8") as file:
                    file.writelines(page + "\n" for page in pages.value)
                command += ["--pages", path]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

            def feed():
                # A command that has failed reads no more: its status tells.
                with contextlib.suppress(BrokenPipeError), process.stdin as to:
                    for line in lines:
                        to.write(line.encode() + b"\n")

            feeder = threading.Thread(target=feed, daemon=True)
            feeder.start()
            for line in process.stdout:
                yield line.decode().rstrip("\n")
            feeder.join()
            # Status 1 says that some lines could not be read, which were told.
            if process.wait() not in (0, 1):
                raise RuntimeError(f"annals ended with status {process.returncode}")

    return run


if __name__ == "__main__":
    main()
