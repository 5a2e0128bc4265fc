#include "engine/models/weights.h"

#include "engine/models/model_description.h"
#include "engine/models/torch_headers.h"
#include "engine/protocol/text_file.h"

namespace roentgen::models {

namespace {

const std::vector<std::pair<std::string, torch::Dtype>>& dtypes() {
    static const std::vector<std::pair<std::string, torch::Dtype>> table = {
        {"F64", torch::kDouble}, {"F32", torch::kFloat}, {"F16", torch::kHalf},  {"BF16", torch::kBFloat16},
        {"I64", torch::kLong},   {"I32", torch::kInt},   {"I16", torch::kShort}, {"I8", torch::kChar},
        {"U8", torch::kByte},    {"BOOL", torch::kBool}};
    return table;
}

std::string dtypeName(torch::Dtype dtype) {
    for (const auto& [name, type] : dtypes())
        if (type == dtype)
            return name;
    TORCH_CHECK(false, "a tensor type that safetensors does not have");
}

std::string shapeText(torch::IntArrayRef shape) {
    std::string text = "[";
    for (size_t k = 0; k < shape.size(); ++k)
        text += (k ? "," : "") + std::to_string(shape[k]);
    return text + "]";
}

} // namespace

NamedTensors namedTensors(const torch::nn::Module& model) {
    NamedTensors tensors;
    for (const auto& item : model.named_parameters())
        tensors.emplace_back(item.key(), item.value());
    for (const auto& item : model.named_buffers())
        tensors.emplace_back(item.key(), item.value());
    return tensors;
}

std::string encodeTensors(const std::map<std::string, std::string>& metadata, const NamedTensors& tensors) {
    std::vector<torch::Tensor> kept; // alive until their bytes are copied
    std::vector<TensorToStore> stored;
    for (const auto& [name, tensor] : tensors) {
        kept.push_back(tensor.detach().to(torch::kCPU).contiguous());
        stored.push_back({name, dtypeName(tensor.scalar_type()), tensor.sizes().vec(), kept.back().data_ptr()});
    }
    return encodeSafetensors(metadata, stored);
}

torch::Tensor decodeTensor(const SafetensorsFile& file, const StoredTensor& stored) {
    torch::Dtype dtype = torch::kFloat;
    for (const auto& [name, type] : dtypes())
        if (name == stored.dtype)
            dtype = type;
    torch::Tensor tensor = torch::empty(stored.shape, dtype);
    std::copy_n(file.data(stored), stored.end - stored.begin, static_cast<char*>(tensor.data_ptr()));
    return tensor;
}

Status copyTensors(const SafetensorsFile& file, const NamedTensors& tensors, const std::string& prefix,
                   const std::string& where) {
    torch::NoGradGuard noGrad;
    std::map<std::string, const StoredTensor*> byName;
    for (const StoredTensor& stored : file.tensors)
        byName[stored.name] = &stored;
    for (const auto& [name, tensor] : tensors) {
        const auto found = byName.find(prefix + name);
        if (found == byName.end())
            return dataError("tensor '" + prefix + name + "' is not in the file", where,
                             "these are weights of another architecture or version");
        if (torch::IntArrayRef(found->second->shape) != tensor.sizes())
            return dataError("tensor '" + prefix + name + "' is " + shapeText(found->second->shape) + ", not " +
                                 shapeText(tensor.sizes()),
                             where, "these are weights of another architecture or class list");
    }
    for (const auto& [name, tensor] : tensors)
        torch::Tensor(tensor).copy_(decodeTensor(file, *byName[prefix + name]));
    return Done{};
}

Status saveWeights(const std::string& path, const Classifier& model, const ModelDescription& description) {
    return writeFileAtomically(path, encodeTensors(writeDescription(description), namedTensors(model)));
}

Result<LoadedClassifier> loadClassifier(const std::string& path) {
    auto file = readSafetensors(path);
    if (!file)
        return file.error();
    auto description = readDescription(file->metadata, path);
    if (!description)
        return description.error();
    auto model = makeClassifier(*description);
    if (!model)
        return dataError(model.error().message, path, model.error().hint);
    const NamedTensors tensors = namedTensors(**model);
    if (auto copied = copyTensors(*file, tensors, "", path); !copied)
        return copied.error();
    if (tensors.size() != file->tensors.size())
        return dataError("there are more tensors than " + description->architecture + " has", path,
                         "these are weights of another architecture");
    (*model)->eval();
    return LoadedClassifier{description.take(), model.take()};
}

} // namespace roentgen::models
