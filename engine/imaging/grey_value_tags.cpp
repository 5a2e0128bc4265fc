#include "engine/imaging/grey_value_tags.h"

#include <algorithm>
#include <iterator>

namespace roentgen::imaging {

namespace {

// PS3.3 C.7.6.3 (image pixel), C.7.6.16 (functional groups), C.11.1 (modality LUT), C.11.2 (VOI LUT), C.11.6
// (presentation).
const DcmTagKey greyValueTags[] = {DCM_SamplesPerPixel,
                                   DCM_PhotometricInterpretation,
                                   DCM_PlanarConfiguration,
                                   DCM_NumberOfFrames,
                                   DCM_Rows,
                                   DCM_Columns,
                                   DCM_BitsAllocated,
                                   DCM_BitsStored,
                                   DCM_HighBit,
                                   DCM_PixelRepresentation,
                                   DCM_RedPaletteColorLookupTableDescriptor,
                                   DCM_GreenPaletteColorLookupTableDescriptor,
                                   DCM_BluePaletteColorLookupTableDescriptor,
                                   DCM_RedPaletteColorLookupTableData,
                                   DCM_GreenPaletteColorLookupTableData,
                                   DCM_BluePaletteColorLookupTableData,
                                   DCM_SharedFunctionalGroupsSequence,
                                   DCM_PerFrameFunctionalGroupsSequence,
                                   DCM_PixelValueTransformationSequence,
                                   DCM_FrameVOILUTSequence,
                                   DCM_RescaleIntercept,
                                   DCM_RescaleSlope,
                                   DCM_ModalityLUTSequence,
                                   DCM_VOILUTSequence,
                                   DCM_LUTDescriptor,
                                   DCM_LUTData,
                                   DCM_WindowCenter,
                                   DCM_WindowWidth,
                                   DCM_VOILUTFunction,
                                   DCM_PresentationLUTShape,
                                   DCM_ExtendedOffsetTable,
                                   DCM_PixelData};

} // namespace

std::string unreadGreyValueTag(DcmItem& dataset) {
    DcmStack place;
    while (dataset.nextObject(place, OFTrue).good()) {
        const DcmObject& object = *place.top();
        if (object.getVR() != EVR_UN ||
            std::find(std::begin(greyValueTags), std::end(greyValueTags), object.getTag()) == std::end(greyValueTags))
            continue;
        DcmTag tag = object.getTag();
        return std::string(tag.getTagName()) + " " + tag.toString().c_str();
    }
    return {};
}

} // namespace roentgen::imaging
