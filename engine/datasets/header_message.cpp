#include "engine/datasets/header_message.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iterator>

namespace roentgen::datasets {

namespace {

using imaging::ImageHeader;

constexpr uint32_t maximumMessageBytes = 16u << 20;
constexpr size_t sizeBytes = sizeof(uint32_t);

void addSize(std::string& bytes, size_t size) {
    const auto number = uint32_t(size);
    bytes.append(reinterpret_cast<const char*>(&number), sizeBytes);
}

uint32_t sizeAt(const std::string& bytes, size_t at) {
    uint32_t number = 0;
    std::memcpy(&number, bytes.data() + at, sizeBytes);
    return number;
}

constexpr std::string ImageHeader::*texts[] = {
    &ImageHeader::patientId,        &ImageHeader::patientName,       &ImageHeader::patientBirthDate,
    &ImageHeader::patientSex,       &ImageHeader::patientAge,        &ImageHeader::studyUid,
    &ImageHeader::seriesUid,        &ImageHeader::instanceUid,       &ImageHeader::studyDate,
    &ImageHeader::studyDescription, &ImageHeader::accessionNumber,   &ImageHeader::modality,
    &ImageHeader::viewPosition,     &ImageHeader::laterality,        &ImageHeader::patientOrientation,
    &ImageHeader::manufacturer,     &ImageHeader::seriesDescription, &ImageHeader::bodyPart,
    &ImageHeader::photometric,      &ImageHeader::transferSyntax,    &ImageHeader::patientIdIssuer,
    &ImageHeader::refusal};
constexpr int ImageHeader::*numbers[] = {&ImageHeader::rows, &ImageHeader::columns, &ImageHeader::frames};

// A field that is added to ImageHeader and not to these lists would be lost on the way.
struct AllFields {
    imaging::FileFormat format;
    int numbers[std::size(datasets::numbers)];
    bool extensionMisleads;
    std::string texts[std::size(datasets::texts)];
};
static_assert(sizeof(AllFields) == sizeof(ImageHeader), "add the new field of ImageHeader to texts or numbers");

constexpr char headerMark[] = "header", errorMark[] = "error";

} // namespace

std::string toBytes(const Message& message) {
    std::string fields;
    for (const std::string& field : message) {
        addSize(fields, field.size());
        fields += field;
    }
    std::string bytes;
    addSize(bytes, fields.size());
    return bytes + fields;
}

std::optional<Message> MessageReader::next() {
    if (m_isBroken || m_bytes.size() < sizeBytes)
        return std::nullopt;
    const uint32_t size = sizeAt(m_bytes, 0);
    m_isBroken = size > maximumMessageBytes;
    if (m_isBroken || m_bytes.size() < sizeBytes + size)
        return std::nullopt;
    Message message;
    for (size_t at = sizeBytes; at < sizeBytes + size;) {
        const size_t left = sizeBytes + size - at;
        const size_t length = left < sizeBytes ? 0 : sizeAt(m_bytes, at);
        if (left < sizeBytes + length) {
            m_isBroken = true;
            return std::nullopt;
        }
        message.push_back(m_bytes.substr(at + sizeBytes, length));
        at += sizeBytes + length;
    }
    m_bytes.erase(0, sizeBytes + size);
    return message;
}

const Message& headerGreeting() {
    static const Message greeting{"roentgen headers 3"};
    return greeting;
}

Message toMessage(const Result<ImageHeader>& header) {
    if (!header) {
        const Error& error = header.error();
        return {errorMark, errorCodeName(error.code), error.message, error.where, error.hint, error.kind};
    }
    Message message{headerMark, std::to_string(int(header->format)), header->extensionMisleads ? "1" : "0"};
    for (const auto number : numbers)
        message.push_back(std::to_string((*header).*number));
    for (const auto text : texts)
        message.push_back((*header).*text);
    return message;
}

std::optional<Result<ImageHeader>> headerOf(const Message& message) {
    if (message.size() == 6 && message[0] == errorMark)
        return Result<ImageHeader>(
            Error{errorCodeFromName(message[1]), message[2], message[3], message[4], message[5]});
    if (message.size() != 3 + std::size(numbers) + std::size(texts) || message[0] != headerMark)
        return std::nullopt;
    ImageHeader header;
    const auto numberIn = [](const std::string& field) { return int(std::strtol(field.c_str(), nullptr, 10)); };
    const int format = numberIn(message[1]);
    if (format < 0 || format > int(imaging::FileFormat::Unknown))
        return std::nullopt;
    header.format = imaging::FileFormat(format);
    header.extensionMisleads = message[2] == "1";
    auto field = message.begin() + 3;
    for (const auto number : numbers)
        header.*number = numberIn(*field++);
    for (const auto text : texts)
        header.*text = *field++;
    return Result<ImageHeader>(std::move(header));
}

} // namespace roentgen::datasets
