#include "engine/protocol/study_index.h"

#include "engine/protocol/text_file.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <string_view>

namespace roentgen {

namespace {

constexpr int FieldCount = 24, OldestFieldCount = 20; // without uncertain, unknown, patientRule and refusal

void escapeInto(std::string& out, std::string_view text) {
    for (char c : text) {
        switch (c) {
        case '\t':
            out += "\\t";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '|':
            out += "\\p";
            break;
        case ';':
            out += "\\s";
            break;
        case ',':
            out += "\\c";
            break;
        default:
            out += c;
        }
    }
}

std::string unescape(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        switch (text[++i]) {
        case 't':
            out += '\t';
            break;
        case 'n':
            out += '\n';
            break;
        case 'p':
            out += '|';
            break;
        case 's':
            out += ';';
            break;
        case 'c':
            out += ',';
            break;
        default:
            out += text[i];
        }
    }
    return out;
}

template <typename Each>
void split(std::string_view text, char separator, Each each) {
    if (text.empty())
        return;
    size_t begin = 0;
    for (;;) {
        const size_t end = text.find(separator, begin);
        each(text.substr(begin, end == std::string_view::npos ? end : end - begin));
        if (end == std::string_view::npos)
            return;
        begin = end + 1;
    }
}

template <typename Number>
Number number(std::string_view text) {
    Number value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

void appendNumber(std::string& out, double value) {
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    out.append(buffer, end);
}

// [["films/a.dcm", "damaged DICOM file", "dicom_damaged"], ["labels.csv:6", ""], …]
nlohmann::json examplesToJson(const DataProblem& problem) {
    nlohmann::json examples = nlohmann::json::array();
    for (const DataProblem::Example& example : problem.examples)
        if (example.kind.empty())
            examples.push_back({example.place, example.why});
        else
            examples.push_back({example.place, example.why, example.kind});
    return examples;
}

std::vector<DataProblem::Example> examplesFromJson(const nlohmann::json& problem) {
    std::vector<DataProblem::Example> examples;
    for (const nlohmann::json& example : problem.value("examples", nlohmann::json::array()))
        if (example.is_string()) // of a maker below 3: index again
            examples.push_back({example.get<std::string>(), {}, {}});
        else
            examples.push_back({example.at(0).get<std::string>(), example.at(1).get<std::string>(),
                                example.size() > 2 ? example.at(2).get<std::string>() : std::string()});
    return examples;
}

nlohmann::json headerToJson(const StudyIndexHeader& header) {
    nlohmann::json problems = nlohmann::json::array();
    for (const DataProblem& p : header.problems)
        problems.push_back(
            {{"code", p.code}, {"message", p.message}, {"count", p.count}, {"examples", examplesToJson(p)}});
    return {{"roentgen_index", 1},     {"maker", header.maker},
            {"folder", header.folder}, {"layout", header.layout},
            {"name", header.name},     {"classes", header.classes},
            {"images", header.images}, {"problems", std::move(problems)}};
}

StudyIndexHeader headerFromJson(const nlohmann::json& json) {
    StudyIndexHeader header;
    header.maker = json.value("maker", 1);
    header.folder = json.value("folder", "");
    header.layout = json.value("layout", "");
    header.name = json.value("name", "");
    header.classes = json.value("classes", std::vector<std::string>{});
    header.images = json.value("images", int64_t(0));
    for (const nlohmann::json& p : json.value("problems", nlohmann::json::array()))
        header.problems.push_back(
            {p.value("code", ""), p.value("message", ""), p.value("count", int64_t(0)), examplesFromJson(p)});
    return header;
}

void appendList(std::string& out, const std::vector<std::string>& names) {
    for (size_t i = 0; i < names.size(); ++i) {
        out += i ? "|" : "";
        escapeInto(out, names[i]);
    }
    out += '\t';
}

void readList(std::string_view text, std::vector<std::string>& names) {
    split(text, '|', [&](std::string_view name) { names.push_back(unescape(name)); });
}

void appendRow(std::string& out, const StudyImage& image) {
    for (const std::string* field :
         {&image.path, &image.image, &image.patient, &image.patientName, &image.study, &image.series, &image.modality,
          &image.view, &image.laterality, &image.date, &image.sex, &image.split}) {
        escapeInto(out, *field);
        out += '\t';
    }
    for (int value : {image.age, image.rows, image.columns, image.frames, int(image.labelled)})
        out += std::to_string(value) + '\t';
    appendList(out, image.labels);
    for (size_t i = 0; i < image.boxes.size(); ++i) {
        out += i ? ";" : "";
        escapeInto(out, image.boxes[i].label);
        for (double value : {image.boxes[i].x, image.boxes[i].y, image.boxes[i].width, image.boxes[i].height}) {
            out += ',';
            appendNumber(out, value);
        }
    }
    out += '\t';
    appendList(out, image.uncertain);
    appendList(out, image.unknown);
    escapeInto(out, image.patientRule);
    out += '\t';
    escapeInto(out, image.refusal);
    out += "\t\n"; // a last empty field, for what later versions add
}

bool parseRow(std::string_view line, StudyImage& image) {
    std::string_view fields[FieldCount];
    int count = 0;
    split(line, '\t', [&](std::string_view field) {
        if (count < FieldCount)
            fields[count] = field;
        ++count;
    });
    if (count < OldestFieldCount)
        return false;
    int f = 0;
    for (std::string* field :
         {&image.path, &image.image, &image.patient, &image.patientName, &image.study, &image.series, &image.modality,
          &image.view, &image.laterality, &image.date, &image.sex, &image.split})
        *field = unescape(fields[f++]);
    image.age = number<int>(fields[f++]);
    image.rows = number<int>(fields[f++]);
    image.columns = number<int>(fields[f++]);
    image.frames = number<int>(fields[f++]);
    image.labelled = number<int>(fields[f++]) != 0;
    readList(fields[f++], image.labels);
    split(fields[f++], ';', [&](std::string_view text) {
        LabelBox box;
        double* const numbers[] = {&box.x, &box.y, &box.width, &box.height};
        int part = 0;
        split(text, ',', [&](std::string_view value) {
            if (part == 0)
                box.label = unescape(value);
            else if (part <= 4)
                *numbers[part - 1] = number<double>(value);
            ++part;
        });
        image.boxes.push_back(std::move(box));
    });
    readList(fields[f++], image.uncertain);
    readList(fields[f++], image.unknown);
    image.patientRule = unescape(fields[f++]);
    image.refusal = unescape(fields[f++]);
    return true;
}

} // namespace

Status writeStudyIndex(const std::string& path, const StudyIndex& index) {
    StudyIndexHeader header = index.header;
    header.images = int64_t(index.images.size());
    // Names from foreign files may hold any byte: the header stays valid JSON.
    std::string text = headerToJson(header).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    text.reserve(text.size() + index.images.size() * 200);
    for (const StudyImage& image : index.images)
        appendRow(text, image);
    return writeFileAtomically(path, text);
}

Result<StudyIndexHeader> readStudyIndex(const std::string& path, const std::function<void(StudyImage&&)>& row) {
    Result<std::string> text = readTextFile(path);
    if (!text)
        return text.error();
    std::string_view rest = *text;
    const size_t headerEnd = rest.find('\n');
    const auto json = nlohmann::json::parse(rest.substr(0, headerEnd), nullptr, false);
    if (headerEnd == std::string_view::npos || !json.is_object() || json.value("roentgen_index", 0) != 1)
        return dataError("This is not an index of images", path, "index the folder again");
    int64_t lineNumber = 1;
    for (rest.remove_prefix(headerEnd + 1); !rest.empty();) {
        ++lineNumber;
        const size_t end = rest.find('\n');
        StudyImage image;
        if (end == std::string_view::npos || !parseRow(rest.substr(0, end), image))
            return dataError("The index of images is damaged", path + ":" + std::to_string(lineNumber),
                             "index the folder again");
        row(std::move(image));
        rest.remove_prefix(end + 1);
    }
    return headerFromJson(json);
}

Result<StudyIndex> readStudyIndex(const std::string& path) {
    StudyIndex index;
    Result<StudyIndexHeader> header =
        readStudyIndex(path, [&](StudyImage&& image) { index.images.push_back(std::move(image)); });
    if (!header)
        return header.error();
    index.header = header.take();
    return index;
}

} // namespace roentgen
