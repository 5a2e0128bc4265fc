// roentgen-data's verbs: each takes its options, prints its result on stdout and returns an exit code.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace roentgen::programs {

struct ShowOptions {
    std::string image, out;
    std::string window; // "C,W" in output units of the modality transform; "" = the image's default
    int size = 0;       // longest side in pixels; 0 = as it is
    int frame = 0;
    bool json = false;
};
int showImage(const ShowOptions& options);

struct AugmentOptions {
    std::string experiment, out; // an experiment's file; the PNG to write
    std::string workspace;       // "" = none
    std::vector<std::string> overrides;
    int64_t films = 4, firstEpoch = 1, epochs = 5;
    bool json = false;
};
int showAugmentation(const AugmentOptions& options);

struct IndexVerbOptions {
    std::string folder;   // a data set's folder or its TOML file
    std::string out;      // the study index to write; "" = none, and the result lists the films
    bool headers = false; // open every image for its size
    bool json = false;
};
int indexDataSet(const IndexVerbOptions& options);

struct LabelsOptions {
    std::string path; // a label table, a data set's folder or its TOML file
    bool json = false;
};
int checkLabels(const LabelsOptions& options);

struct SplitVerbOptions {
    std::string dataset, out;  // out: CSV "Image Index,Patient ID,Split", as data.split_file takes it
    std::string kind = "auto"; // auto official fraction
    double validationFraction = 0.1, testFraction = 0.1; // of the patients
    int64_t seed = 1;
    bool json = false;
};
int splitDataSet(const SplitVerbOptions& options);

struct PackVerbOptions {
    std::string dataset, out;       // a data set's folder or its TOML file; the folder of records to write
    int size = 256;                 // pixels of a side
    int bits = 8;                   // or 16
    std::string resize = "stretch"; // or "pad"
    int shards = 0;                 // files; 0 = as many as shardMegabytes asks for
    int64_t shardMegabytes = 256;
    int threads = 0; // 0 = the cores
    bool json = false;
};
int packDataSet(const PackVerbOptions& options);

struct PhantomVerbOptions {
    std::string kind = "chest";
    std::string out; // folder to make
    int count = 0;   // films
    uint64_t seed = 1;
    int size = 512;           // pixels of a side
    std::string findings;     // comma-separated selection; "" = all
    double prevalence = 0.55; // share of films with a finding
    bool json = false;
};
int makePhantomDataSet(const PhantomVerbOptions& options);

struct ServeOptions {
    std::string scratch; // folder for decoded pixels; "" = a private one, removed at the end
    int threads = 0;     // 0 = the cores, at most 4
};
int serve(const ServeOptions& options);

// For programs that index a folder (header_service.h), not for people.
int serveHeaders();

} // namespace roentgen::programs
