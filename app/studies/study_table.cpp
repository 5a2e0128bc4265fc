#include "app/studies/study_table.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_map>

namespace roentgen::app {

// Interns the strings of the rows as they come.
class StudyTableBuilder {
public:
    StudyTableBuilder()
        : m_table(std::make_shared<StudyTable>()) {
        intern("");
    }

    void add(StudyImage&& image) {
        StudyTable::Row row{};
        const size_t slash = image.path.rfind('/');
        row.folder = slash == std::string::npos ? 0 : intern(image.path.substr(0, slash));
        row.file = intern(slash == std::string::npos ? image.path : image.path.substr(slash + 1));
        row.image = intern(image.image);
        row.patient = intern(image.patient);
        row.patientName = intern(image.patientName);
        row.study = intern(image.study);
        row.series = intern(image.series);
        row.modality = intern(image.modality);
        row.view = intern(image.view);
        row.laterality = intern(image.laterality);
        row.date = intern(image.date);
        row.sex = intern(image.sex);
        row.split = intern(image.split);
        row.patientRule = intern(image.patientRule);
        row.refusal = intern(image.refusal);
        row.age = image.age;
        row.rows = image.rows;
        row.columns = image.columns;
        row.frames = image.frames;
        row.labelled = image.labelled;
        row.firstLabel = uint32_t(m_table->m_labels.size());
        row.labelCount = uint16_t(std::min<size_t>(image.labels.size(), UINT16_MAX));
        for (size_t i = 0; i < row.labelCount; ++i) {
            m_table->m_labels.push_back(intern(image.labels[i]));
        }
        row.firstBox = uint32_t(m_table->m_boxes.size());
        row.boxCount = uint16_t(std::min<size_t>(image.boxes.size(), UINT16_MAX));
        m_table->m_boxes.insert(m_table->m_boxes.end(), image.boxes.begin(), image.boxes.begin() + row.boxCount);
        m_table->m_rows.push_back(row);
    }

    std::shared_ptr<const StudyTable> finish(StudyIndexHeader header) {
        m_table->m_header = std::move(header);
        m_table->m_rows.shrink_to_fit();
        m_table->m_text.shrink_to_fit();
        return std::move(m_table);
    }

private:
    StudyTable::Text intern(const std::string& text) {
        const auto [found, isNew] = m_numbers.try_emplace(text, StudyTable::Text(m_table->m_offsets.size()));
        if (isNew) {
            m_table->m_offsets.push_back(uint32_t(m_table->m_text.size()));
            m_table->m_text += text;
        }
        return found->second;
    }

    std::shared_ptr<StudyTable> m_table;
    std::unordered_map<std::string, StudyTable::Text> m_numbers;
};

Result<std::shared_ptr<const StudyTable>> StudyTable::read(const QString& indexFile) {
    StudyTableBuilder builder;
    auto header =
        readStudyIndex(indexFile.toStdString(), [&builder](StudyImage&& image) { builder.add(std::move(image)); });
    if (!header) {
        return header.error();
    }
    return builder.finish(header.take());
}

std::string_view StudyTable::text(Text id) const {
    const size_t end = id + 1 < m_offsets.size() ? m_offsets[id + 1] : m_text.size();
    return std::string_view(m_text).substr(m_offsets[id], end - m_offsets[id]);
}

QString StudyTable::string(Text id) const {
    const std::string_view view = text(id);
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

QString StudyTable::path(const Row& row) const {
    return row.folder == 0 ? string(row.file) : string(row.folder) + QLatin1Char('/') + string(row.file);
}

bool StudyTable::hasLabel(const Row& row, Text label) const {
    const Text* first = labels(row);
    return std::find(first, first + row.labelCount, label) != first + row.labelCount;
}

QString StudyTable::labelText(const Row& row) const {
    if (row.labelCount == 0) {
        return row.labelled ? QCoreApplication::translate("StudyTable", "No finding") : QString();
    }
    QStringList names;
    for (int i = 0; i < row.labelCount; ++i) {
        names << string(labels(row)[i]).replace(QLatin1Char('_'), QLatin1Char(' '));
    }
    return names.join(QStringLiteral(", "));
}

QList<LabelBox> StudyTable::boxes(const Row& row) const {
    return QList<LabelBox>(m_boxes.begin() + row.firstBox, m_boxes.begin() + row.firstBox + row.boxCount);
}

StudyImage StudyTable::image(const Row& row) const {
    const auto copy = [this](Text id) { return std::string(text(id)); };
    StudyImage image;
    image.path = path(row).toStdString();
    image.image = copy(row.image);
    image.patient = copy(row.patient);
    image.patientName = copy(row.patientName);
    image.study = copy(row.study);
    image.series = copy(row.series);
    image.modality = copy(row.modality);
    image.view = copy(row.view);
    image.laterality = copy(row.laterality);
    image.date = copy(row.date);
    image.sex = copy(row.sex);
    image.split = copy(row.split);
    image.patientRule = copy(row.patientRule);
    image.refusal = copy(row.refusal);
    image.age = row.age;
    image.rows = row.rows;
    image.columns = row.columns;
    image.frames = row.frames;
    image.labelled = row.labelled;
    for (int i = 0; i < row.labelCount; ++i) {
        image.labels.push_back(copy(labels(row)[i]));
    }
    image.boxes.assign(m_boxes.begin() + row.firstBox, m_boxes.begin() + row.firstBox + row.boxCount);
    return image;
}

bool StudyTable::hasAny(Text Row::*member) const {
    return std::any_of(m_rows.begin(), m_rows.end(), [member](const Row& row) { return row.*member != 0; });
}

StudyTable::Text StudyTable::find(std::string_view wanted) const {
    for (Text id = 0; id < m_offsets.size(); ++id) {
        if (text(id) == wanted) {
            return id;
        }
    }
    return notFound;
}

} // namespace roentgen::app
