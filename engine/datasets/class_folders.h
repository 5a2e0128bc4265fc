// A folder per class, with or without folders train, val and test above them.
#pragma once

#include "engine/datasets/indexed_folder.h"
#include "engine/datasets/problem_list.h"

namespace roentgen::datasets {

bool looksLikeClassFolders(const FolderListing& listing);

using FolderRoles = std::map<std::string, std::string>; // DatasetFile::folders
// Takes the files of folders that are left out off the listing: those files.
std::vector<ListedFile> leaveOut(FolderListing& listing, const FolderRoles& roles);
// By name: those that have a role, and the mostClassCandidates largest others. leftOut: leaveOut()'s.
inline constexpr size_t mostClassCandidates = 200;
std::vector<ClassCandidate> classCandidates(const FolderListing& listing, const std::vector<ListedFile>& leftOut,
                                            const FolderRoles& roles);

Result<IndexedFolder> readClassFolders(const FolderListing& listing, const FolderRoles& roles, ProblemList& problems);

} // namespace roentgen::datasets
