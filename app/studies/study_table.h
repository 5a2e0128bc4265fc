// The images of one data set in memory, compactly: 112,120 rows take about 20 MB. Immutable once read, so that the
// window shows it while workers sort and filter it.
#pragma once

#include "engine/protocol/study_index.h"

#include <QList>
#include <QString>

#include <memory>
#include <string_view>

namespace roentgen::app {

class StudyTable {
public:
    using Text = uint32_t; // an interned UTF-8 string; equal strings have equal numbers, 0 is ""

    struct Row {
        Text folder, file; // path: folder + "/" + file
        Text image;        // its name in the label table
        Text patient, patientName, study, series, modality, view, laterality, date, sex, split;
        Text patientRule, refusal; // as StudyImage has them
        int32_t age, rows, columns, frames;
        uint32_t firstLabel, firstBox;
        uint16_t labelCount, boxCount;
        bool labelled;
    };

    // Any thread. Data error: no index, or a damaged one.
    static Result<std::shared_ptr<const StudyTable>> read(const QString& indexFile);

    const StudyIndexHeader& header() const { return m_header; }
    const std::vector<Row>& rows() const { return m_rows; }
    size_t textCount() const { return m_offsets.size(); }
    std::string_view text(Text id) const;
    QString string(Text id) const;

    QString path(const Row& row) const;
    const Text* labels(const Row& row) const { return m_labels.data() + row.firstLabel; }
    bool hasLabel(const Row& row, Text label) const;
    QString labelText(const Row& row) const; // "Effusion, Mass", "No finding", or "" where it is not known
    QList<LabelBox> boxes(const Row& row) const;
    StudyImage image(const Row& row) const; // as it was read
    bool hasAny(Text Row::*member) const;   // false: "" in every row
    Text find(std::string_view text) const; // its number; notFound where no row has it
    static constexpr Text notFound = ~Text(0);

private:
    StudyIndexHeader m_header;
    std::vector<Row> m_rows;
    std::vector<Text> m_labels;
    std::vector<LabelBox> m_boxes;
    std::string m_text;              // the strings one after another
    std::vector<uint32_t> m_offsets; // of their beginnings

    friend class StudyTableBuilder;
};

} // namespace roentgen::app
