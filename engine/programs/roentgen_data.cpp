// Data sets and images on the command line, and the window's worker. Links no torch.
#include "engine/programs/program_main.h"
#include "engine/programs/roentgen_data_verbs.h"

#include <functional>

using namespace roentgen;
using namespace roentgen::programs;

namespace {

struct Options {
    PhantomVerbOptions phantom;
    ShowOptions show;
    AugmentOptions augment;
    IndexVerbOptions index;
    LabelsOptions labels;
    SplitVerbOptions split;
    PackVerbOptions pack;
    ServeOptions serve;
};

void addJson(CLI::App* verb, bool& json) {
    verb->add_flag("--json", json, "Print the result as JSON");
}

void addShow(CLI::App& app, ShowOptions& options, std::function<int()>& action) {
    CLI::App* verb = app.add_subcommand("show", "Write an image as shown into a PNG");
    verb->add_option("image", options.image, "PNG, JPEG, PGM or DICOM file")->required();
    verb->add_option("--out", options.out, "PNG to write")->required();
    verb->add_option("--window", options.window, "Centre,width; default: the image's own");
    verb->add_option("--size", options.size, "Longest side in pixels; default: as it is")->check(CLI::Range(1, 16384));
    verb->add_option("--frame", options.frame, "Frame, from 0")->check(CLI::NonNegativeNumber);
    addJson(verb, options.json);
    verb->footer("Example: roentgen-data show mammogram.dcm --out mammogram.png --window 2048,4096 --size 1024");
    verb->callback([&] { action = [&] { return showImage(options); }; });
}

void addAugment(CLI::App& app, AugmentOptions& options, std::function<int()>& action) {
    CLI::App* verb = app.add_subcommand("augment", "Show films as training would see them, on one sheet");
    verb->add_option("experiment", options.experiment, "Experiment (TOML) with the data set and [augment]")->required();
    verb->add_option("--out", options.out, "PNG to write: a film a row, first as it is")->required();
    verb->add_option("--workspace", options.workspace, "Folder that the experiment's data set is looked up in");
    verb->add_option("--films", options.films, "Films, the first that training sees")->check(CLI::Range(1, 64));
    verb->add_option("--epoch", options.firstEpoch, "First epoch")->check(CLI::Range(1, 1000000));
    verb->add_option("--epochs", options.epochs, "Epochs")->check(CLI::Range(1, 64));
    verb->add_option("--set", options.overrides, "section.key=value on top of the experiment");
    addJson(verb, options.json);
    verb->footer("Example: roentgen-data augment chest.toml --out sheet.png --set augment.rotate_degrees=10");
    verb->callback([&] { action = [&] { return showAugmentation(options); }; });
}

void addPhantom(CLI::App& app, PhantomVerbOptions& options, std::function<int()>& action) {
    CLI::App* verb = app.add_subcommand("phantom", "Make a data set of made-up films with planted findings");
    verb->add_option("--kind", options.kind, "Kind of film")->check(CLI::IsMember({"chest"}));
    verb->add_option("--count", options.count, "Films")->required()->check(CLI::Range(1, 999999));
    verb->add_option("--out", options.out, "Folder to make, in NIH ChestX-ray14 layout")->required();
    verb->add_option("--seed", options.seed, "The same seed gives the same bytes");
    verb->add_option("--size", options.size, "Pixels of a side")->check(CLI::Range(64, 2048));
    verb->add_option("--findings", options.findings, "Comma-separated selection; default: all that can be planted");
    verb->add_option("--prevalence", options.prevalence, "Share of films with a finding")->check(CLI::Range(0.0, 1.0));
    addJson(verb, options.json);
    verb->footer("Example: roentgen-data phantom --kind chest --count 200 --out phantoms --seed 1");
    verb->callback([&] { action = [&] { return makePhantomDataSet(options); }; });
}

void addIndex(CLI::App& app, IndexVerbOptions& options, std::function<int()>& action) {
    CLI::App* verb = app.add_subcommand("index", "List a data set's images and labels in a study index");
    verb->add_option("folder", options.folder, "Folder of the data set, or its TOML file")->required();
    verb->add_option("--out", options.out, "Study index to write; without it --json lists the films");
    verb->add_flag("--headers", options.headers, "Open every image for its size");
    addJson(verb, options.json);
    verb->footer("Example: roentgen-data index ~/data/cxr-nih --out cxr-nih.index");
    verb->callback([&] { action = [&] { return indexDataSet(options); }; });
}

void addLabels(CLI::App& app, LabelsOptions& options, std::function<int()>& action) {
    CLI::App* verb = app.add_subcommand("labels", "Read a label table and check it against its folder");
    verb->add_option("path", options.path, "Label table, folder of the data set, or its TOML file")->required();
    addJson(verb, options.json);
    verb->footer("Example: roentgen-data labels ~/data/cxr-nih/Data_Entry_2017_v2020.csv");
    verb->callback([&] { action = [&] { return checkLabels(options); }; });
}

void addSplit(CLI::App& app, SplitVerbOptions& options, std::function<int()>& action) {
    CLI::App* verb = app.add_subcommand("split", "Divide a data set by patient into train, validation and test");
    verb->add_option("dataset", options.dataset, "Folder of the data set, or its TOML file")->required();
    verb->add_option("--out", options.out, "CSV to write: Image Index,Patient ID,Split")->required();
    verb->add_option("--kind", options.kind, "auto: official where the layout has lists, else fraction")
        ->check(CLI::IsMember({"auto", "official", "fraction"}));
    verb->add_option("--validation", options.validationFraction, "Part of the patients")->check(CLI::Range(0.0, 0.9));
    verb->add_option("--test", options.testFraction, "Part of the patients")->check(CLI::Range(0.0, 0.9));
    verb->add_option("--seed", options.seed, "Draws the patients");
    addJson(verb, options.json);
    verb->footer("Example: roentgen-data split ~/data/cxr-nih --out split.csv --validation 0.1 --test 0.2 --seed 7");
    verb->callback([&] { action = [&] { return splitDataSet(options); }; });
}

void addPack(CLI::App& app, PackVerbOptions& options, std::function<int()>& action) {
    CLI::App* verb = app.add_subcommand("pack", "Write a data set's films, prepared, into record files");
    verb->add_option("dataset", options.dataset, "Folder of the data set, or its TOML file")->required();
    verb->add_option("--out", options.out, "Folder to write; a pack that was stopped goes on there")->required();
    verb->add_option("--size", options.size, "Pixels of a side: data.stored_size of the experiments")
        ->check(CLI::Range(32, 4096));
    verb->add_option("--bits", options.bits, "Of a pixel: 8 to train on, 16 for other programs")
        ->check(CLI::IsMember({8, 16}));
    verb->add_option("--resize", options.resize, "Films that are not square")->check(CLI::IsMember({"stretch", "pad"}));
    CLI::Option* shards = verb->add_option("--shards", options.shards, "Files")->check(CLI::Range(1, 99999));
    verb->add_option("--shard-mb", options.shardMegabytes, "Megabytes of a file")
        ->check(CLI::Range(1, 1048576))
        ->excludes(shards);
    verb->add_option("--threads", options.threads, "Films prepared at the same time; default: the cores")
        ->check(CLI::Range(1, 256));
    addJson(verb, options.json);
    verb->footer("Example: roentgen-data pack ~/data/cxr-nih --out ~/records/cxr-nih-256 --size 256");
    verb->callback([&] { action = [&] { return packDataSet(options); }; });
}

void addServe(CLI::App& app, ServeOptions& options, std::function<int()>& action) {
    CLI::App* verb = app.add_subcommand("serve", "Answer the window's requests: JSON lines on stdin and stdout");
    verb->add_option("--scratch", options.scratch, "Folder for decoded pixels; default: a private one in memory");
    verb->add_option("--threads", options.threads, "Requests worked on at the same time; default: the cores, at most 4")
        ->check(CLI::Range(1, 64));
    verb->footer("Example: echo '{\"id\":1,\"op\":\"header\",\"path\":\"film.png\"}' | roentgen-data serve");
    verb->callback([&] { action = [&] { return serve(options); }; });
}

void addHeaders(CLI::App& app, std::function<int()>& action) {
    CLI::App* verb = app.add_subcommand("headers", "Read headers for a program that indexes a folder");
    verb->group(""); // not listed: docs/services.md
    verb->footer("Example: roentgen-data index ~/data/cxr-nih");
    verb->callback([&] { action = [] { return serveHeaders(); }; });
}

} // namespace

int main(int argc, char** argv) {
    return runProgram("roentgen-data", [&] {
        CLI::App app("Reads films and data sets: PNG, JPEG, PGM and DICOM.", "roentgen-data");
        describeProgram(app);
        app.footer("Example: roentgen-data show film.dcm --out film.png");
        Options options;
        std::function<int()> action;
        app.require_subcommand(1);
        addPhantom(app, options.phantom, action);
        addShow(app, options.show, action);
        addAugment(app, options.augment, action);
        addIndex(app, options.index, action);
        addLabels(app, options.labels, action);
        addSplit(app, options.split, action);
        addPack(app, options.pack, action);
        addServe(app, options.serve, action);
        addHeaders(app, action);
        if (const auto code = parseCommandLine(app, argc, argv))
            return *code;
        return action();
    });
}
