"""Command line of the training: ``python -m training train|teach|mean|export|check``."""

from __future__ import annotations

import argparse
from pathlib import Path


def main() -> None:
    """Run one step of the way from data to shipped files."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("train", help="fine-tune the reader; goes on from a checkpoint when there is one")
    run.add_argument("--shared", type=Path, default=Path("../shared"))
    run.add_argument("--own", type=Path, default=Path("training/data"))
    run.add_argument("--output", type=Path, default=Path("training/output/reader"))
    run.add_argument("--passes", type=int, default=12)
    run.add_argument("--rate", type=float, default=1e-4, help="highest learning rate of the body")
    run.add_argument("--seed", type=int, default=1, help="of order, swapped names and dropout; another one to go on from --start")
    run.add_argument("--start", type=Path, help="checkpoint, or folder of shipped files, to begin with in place of the pretrained body")
    run.add_argument("--leave-out", nargs="*", default=[], help="stems of .ann files, or ids of documents, to hold out")
    run.add_argument("--frozen", type=int, default=0, help="lowest layers that stay as they are")
    run.add_argument("--budget", type=int, default=1100, help="word pieces of a batch")
    run.add_argument("--blank", type=float, default=0.0, help="share of the words that are hidden from the encoder")
    run.add_argument("--device", default="cpu", help="cpu, or cuda where there is one")
    run.add_argument("--workers", type=int, default=0, help="processes that make the batches ahead, for a fast device")
    run.add_argument("--documents", type=float, default=1.0, help="share of the event documents that a pass sees, 0 to 1")
    run.add_argument("--soft", nargs="*", type=Path, default=[], help="what `teach` wrote")
    teach = commands.add_parser("teach", help="write what readers say together of plain text, for `train --soft`")
    teach.add_argument("texts", nargs="+", type=Path, help="plain documents (.txt), or sentences in BIO (.conll)")
    teach.add_argument("--teachers", nargs="+", type=Path, required=True, help="checkpoints, or folders of shipped files")
    teach.add_argument("-o", "--output", type=Path, required=True)
    out = commands.add_parser("export", help="write the int8 files that graphkit ships")
    out.add_argument("--checkpoint", type=Path, default=Path("training/output/reader/checkpoint.pt"))
    out.add_argument("--target", type=Path, default=Path("graphkit/languages/tr/models/reader"))
    mean = commands.add_parser("mean", help="average the weights of readers: checkpoints, or folders of shipped files")
    mean.add_argument("readers", nargs="+", type=Path)
    mean.add_argument("-o", "--output", type=Path, required=True)
    check = commands.add_parser("check", help="check annotated files")
    check.add_argument("files", nargs="+", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "train":
        if not 0 <= arguments.documents <= 1:
            run.error("--documents is a share, 0 to 1")
        from training.train import Plan, train

        print(train(Plan(arguments.shared, arguments.own, arguments.output, arguments.passes,
                         arguments.rate, arguments.rate * 15, seed=arguments.seed, start=arguments.start,
                         leave_out=tuple(arguments.leave_out), frozen=arguments.frozen, budget=arguments.budget,
                         blank=arguments.blank, device=arguments.device, workers=arguments.workers,
                         documents=arguments.documents, soft=tuple(arguments.soft))))  # fmt: skip
    elif arguments.command == "teach":
        from training.soft import write_soft

        print(f"{arguments.output}: {write_soft(arguments.texts, arguments.teachers, arguments.output)} windows")
    elif arguments.command == "mean":
        from training.shipped import write_mean

        write_mean(arguments.readers, arguments.output)
    elif arguments.command == "export":
        from training.export import export_reader

        export_reader(arguments.checkpoint, arguments.target)
    else:
        from training.annotations import read_ann
        from training.labels import EVENT_ROLES

        for path in arguments.files:
            documents = read_ann(path, EVENT_ROLES)
            print(f"{path}: {len(documents)} documents, {sum(len(d.lines) for d in documents)} lines, "
                  f"{sum(len(d.events) for d in documents)} events")  # fmt: skip


if __name__ == "__main__":
    main()
