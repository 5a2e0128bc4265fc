<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ColorMap</name>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis (colour-blind)</source>
        <translation>Cividis（色盲友好）</translation>
    </message>
    <message>
        <source>Inferno</source>
        <translation>Inferno</translation>
    </message>
</context>
<context>
    <name>DataSetTitles</name>
    <message>
        <source>%1 in %2</source>
        <comment>data set, folder</comment>
        <translation>%2 中的 %1</translation>
    </message>
</context>
<context>
    <name>DataWords</name>
    <message numerus="yes">
        <source>%Ln box(es) could not be used: image, label or numbers are wrong.</source>
        <translation>
            <numerusform>%Ln 个框无法使用：图像、标签或数字有误。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln label row(s) have a wrong number of fields or a wrong value and were left out.</source>
        <translation>
            <numerusform>%Ln 行标签的字段数或值有误，已略过。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) beside record files are damaged or of others and were not used.</source>
        <translation>
            <numerusform>记录文件旁有 %Ln 个文件损坏或属于其他记录，未使用。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) are damaged.</source>
        <translation>
            <numerusform>%Ln 条记录已损坏。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) have the name of another and were left out.</source>
        <translation>
            <numerusform>%Ln 张图像与其他图像同名，已略过。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) are named more than once in the labels; the first row counts.</source>
        <translation>
            <numerusform>%Ln 张图像在标签中多次出现；以第一行为准。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) named in the labels are absent.</source>
        <translation>
            <numerusform>标签中提到的 %Ln 张图像不存在。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln film(s) of the data set are not in the records.</source>
        <translation>
            <numerusform>数据集中有 %Ln 张影像不在记录中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) do not follow the rule for patients and go by what else is known.</source>
        <translation>
            <numerusform>%Ln 张图像不符合患者规则，按其他已知信息归类。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labelled image(s) are in no part of the split and were left out.</source>
        <translation>
            <numerusform>%Ln 张带标签的图像不在任何划分中，已略过。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln name(s) or label row(s) are not UTF-8 and were left out; save the table as UTF-8.</source>
        <translation>
            <numerusform>%Ln 个名称或标签行不是 UTF-8，已略过；请将表格存为 UTF-8。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln film(s) name no patient. Each counts as a patient of its own, so films of one person may fall into two parts.</source>
        <translation>
            <numerusform>%Ln 张影像未注明患者。每张算作一名患者，因此同一人的影像可能落入两个部分。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s) are known by the name of a folder alone.</source>
        <translation>
            <numerusform>%Ln 名患者仅由文件夹名称得知。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s) have no Patient ID and go by name and birth date.</source>
        <translation>
            <numerusform>%Ln 名患者没有患者 ID，按姓名和出生日期区分。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln study(ies) have no Patient ID and no name with a birth date. Each counts as a patient of its own, so studies of one person may fall into two parts.</source>
        <translation>
            <numerusform>%Ln 项检查没有患者 ID，也没有带出生日期的姓名。每项算作一名患者，因此同一人的检查可能落入两个部分。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) were left out of training: their patient is in another part of the split.</source>
        <translation>
            <numerusform>%Ln 张图像未用于训练：其患者在另一划分中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) are listed, but their pixels cannot be shown; they are left out of training.</source>
        <translation>
            <numerusform>%Ln 张图像已列出，但无法显示其像素；不用于训练。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) of the workspace have the name of the data set&apos;s file; the file counts.</source>
        <translation>
            <numerusform>工作区中有 %Ln 个文件夹与数据集文件同名；以文件为准。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) have no label and are left out of training.</source>
        <translation>
            <numerusform>%Ln 张图像没有标签，不用于训练。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) name neither film nor patient. Each counts as a patient of its own.</source>
        <translation>
            <numerusform>%Ln 条记录既未注明影像也未注明患者；每条算作一名患者。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are of image formats that are not read.</source>
        <translation>
            <numerusform>%Ln 个文件属于无法读取的图像格式。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be read as images.</source>
        <translation>
            <numerusform>%Ln 个文件无法作为图像读取。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are of another format than their names say; their content counts.</source>
        <translation>
            <numerusform>%Ln 个文件的格式与名称不符；以内容为准。</numerusform>
        </translation>
    </message>
    <message>
        <source>The transfer syntax %1 is not read.</source>
        <translation>不支持传输语法 %1。</translation>
    </message>
    <message>
        <source>The file holds no pixel data.</source>
        <translation>文件不含像素数据。</translation>
    </message>
    <message>
        <source>Floating-point pixels are not read.</source>
        <translation>不支持浮点像素。</translation>
    </message>
    <message>
        <source>Pixels of %1 samples are not read.</source>
        <translation>不支持每像素 %1 个样本。</translation>
    </message>
    <message>
        <source>Pixels of %1 bits are not read; those of 8 and 16 bits are.</source>
        <translation>不支持 %1 位像素；支持 8 位和 16 位。</translation>
    </message>
    <message>
        <source>Compressed pixels of 1 bit are not read.</source>
        <translation>不支持压缩的 1 位像素。</translation>
    </message>
    <message>
        <source>The image is too large: %1 pixels.</source>
        <translation>图像过大：%1 像素。</translation>
    </message>
    <message>
        <source>The header claims %1 pixels, more than the file can hold.</source>
        <translation>文件头声称有 %1 像素，超出文件所能容纳。</translation>
    </message>
    <message>
        <source>The pixel data ends early: %1 bytes.</source>
        <translation>像素数据提前结束：%1 字节。</translation>
    </message>
    <message>
        <source>Colour stored as &quot;%1&quot; is not read.</source>
        <translation>不支持以“%1”存储的颜色。</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation>患者 ID</translation>
    </message>
    <message>
        <source>Patient ID and its issuer</source>
        <translation>患者 ID 及其签发者</translation>
    </message>
    <message>
        <source>name and birth date</source>
        <translation>姓名和出生日期</translation>
    </message>
    <message>
        <source>two films in a row</source>
        <translation>连续两张影像</translation>
    </message>
    <message>
        <source>the rule of this data set</source>
        <translation>此数据集的规则</translation>
    </message>
    <message>
        <source>the file&apos;s name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>the folder&apos;s name</source>
        <translation>文件夹名</translation>
    </message>
    <message>
        <source>the study alone</source>
        <translation>仅由检查得知</translation>
    </message>
    <message>
        <source>nothing: each film for itself</source>
        <translation>未知：每张影像单独计</translation>
    </message>
    <message>
        <source>Found out from the files</source>
        <translation>由文件自动识别</translation>
    </message>
    <message>
        <source>A folder for each class</source>
        <translation>每类一个文件夹</translation>
    </message>
    <message>
        <source>A table with a column for each class</source>
        <translation>每类一列的表格</translation>
    </message>
    <message>
        <source>Images without labels</source>
        <translation>无标签的图像</translation>
    </message>
    <message>
        <source>DICOM files without labels</source>
        <translation>无标签的 DICOM 文件</translation>
    </message>
    <message>
        <source>NIH ChestX-ray14</source>
        <translation>NIH ChestX-ray14</translation>
    </message>
    <message>
        <source>CheXpert</source>
        <translation>CheXpert</translation>
    </message>
    <message>
        <source>MIAS</source>
        <translation>MIAS</translation>
    </message>
    <message>
        <source>Record files</source>
        <translation>记录文件</translation>
    </message>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>other</source>
        <comment>sex</comment>
        <translation>其他</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>both sides</source>
        <translation>双侧</translation>
    </message>
    <message>
        <source>copy or download it again</source>
        <translation>请重新复制或下载</translation>
    </message>
    <message>
        <source>copy or export it again</source>
        <translation>请重新复制或导出</translation>
    </message>
    <message>
        <source>the file is damaged or hostile</source>
        <translation>文件已损坏或带有恶意</translation>
    </message>
    <message>
        <source>convert it to PNG, JPEG, PGM or DICOM</source>
        <translation>请转换为 PNG、JPEG、PGM 或 DICOM</translation>
    </message>
    <message>
        <source>The file does not exist.</source>
        <translation>文件不存在。</translation>
    </message>
    <message>
        <source>check the path</source>
        <translation>请检查路径</translation>
    </message>
    <message>
        <source>The system does not let the file be read.</source>
        <translation>系统不允许读取该文件。</translation>
    </message>
    <message>
        <source>check its permissions and the disk</source>
        <translation>请检查权限和磁盘</translation>
    </message>
    <message>
        <source>This is a folder and no image file.</source>
        <translation>这是文件夹，不是图像文件。</translation>
    </message>
    <message>
        <source>This is no ordinary file.</source>
        <translation>这不是普通文件。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件为空。</translation>
    </message>
    <message>
        <source>The file is larger than 4 GiB.</source>
        <translation>文件大于 4 GiB。</translation>
    </message>
    <message>
        <source>The file is no PNG, JPEG, PGM or DICOM image.</source>
        <translation>文件不是 PNG、JPEG、PGM 或 DICOM 图像。</translation>
    </message>
    <message>
        <source>Images of the format %1 are not read.</source>
        <translation>不支持 %1 格式的图像。</translation>
    </message>
    <message>
        <source>The image has no pixels (%1).</source>
        <translation>图像没有像素（%1）。</translation>
    </message>
    <message>
        <source>at most 268 million pixels are read</source>
        <translation>最多读取 2.68 亿像素</translation>
    </message>
    <message>
        <source>The image has no such frame (%1).</source>
        <translation>图像没有该帧（%1）。</translation>
    </message>
    <message>
        <source>frames count from 0</source>
        <translation>帧从 0 开始计数</translation>
    </message>
    <message>
        <source>There is not enough memory to read the image.</source>
        <translation>内存不足，无法读取图像。</translation>
    </message>
    <message>
        <source>close other programs</source>
        <translation>请关闭其他程序</translation>
    </message>
    <message>
        <source>The image cannot be decoded.</source>
        <translation>图像无法解码。</translation>
    </message>
    <message>
        <source>Reading the header took more than %1 s.</source>
        <translation>读取文件头超过 %1 秒。</translation>
    </message>
    <message>
        <source>check the disk; the file may be damaged</source>
        <translation>请检查磁盘；文件可能已损坏</translation>
    </message>
    <message>
        <source>Reading the header ended the process that did it.</source>
        <translation>读取文件头时，读取进程终止。</translation>
    </message>
    <message>
        <source>The PNG file ends early.</source>
        <translation>PNG 文件不完整。</translation>
    </message>
    <message>
        <source>The PNG file is damaged.</source>
        <translation>PNG 文件已损坏。</translation>
    </message>
    <message>
        <source>The JPEG file ends early.</source>
        <translation>JPEG 文件不完整。</translation>
    </message>
    <message>
        <source>The JPEG file is damaged, or of a kind that is not read.</source>
        <translation>JPEG 文件已损坏，或属于无法读取的类型。</translation>
    </message>
    <message>
        <source>A JPEG in print colours (CMYK) is no film.</source>
        <translation>印刷色（CMYK）的 JPEG 不是影像。</translation>
    </message>
    <message>
        <source>convert it to grey or RGB</source>
        <translation>请转换为灰度或 RGB</translation>
    </message>
    <message>
        <source>The PGM file ends early.</source>
        <translation>PGM 文件不完整。</translation>
    </message>
    <message>
        <source>The PGM file&apos;s header is damaged: columns, rows and a largest value of 1…65535 are needed.</source>
        <translation>PGM 文件头已损坏：需要列数、行数和 1…65535 的最大值。</translation>
    </message>
    <message>
        <source>The PGM file is damaged: pixel %1 is above the largest value.</source>
        <translation>PGM 文件已损坏：像素 %1 超过最大值。</translation>
    </message>
    <message>
        <source>The DICOM file is damaged.</source>
        <translation>DICOM 文件已损坏。</translation>
    </message>
    <message>
        <source>The DICOM file holds sequences hundreds of levels deep.</source>
        <translation>DICOM 文件的序列嵌套达数百层。</translation>
    </message>
    <message>
        <source>The deflated data set is larger than %1 MiB.</source>
        <translation>解压后的数据集大于 %1 MiB。</translation>
    </message>
    <message>
        <source>DCMTK&apos;s dictionary of DICOM tags is missing.</source>
        <translation>缺少 DCMTK 的 DICOM 标签字典。</translation>
    </message>
    <message>
        <source>install libdcmtk again, or unset DCMDICTPATH</source>
        <translation>请重新安装 libdcmtk，或取消设置 DCMDICTPATH</translation>
    </message>
    <message>
        <source>A DICOMDIR is a table of contents and holds no image.</source>
        <translation>DICOMDIR 是目录，不含图像。</translation>
    </message>
    <message>
        <source>add the folder it lies in</source>
        <translation>请添加其所在的文件夹</translation>
    </message>
    <message>
        <source>The DICOM file holds no image: no rows and columns (0028,0010).</source>
        <translation>DICOM 文件不含图像：没有行和列 (0028,0010)。</translation>
    </message>
    <message>
        <source>The DICOM file holds no image (it is: %1).</source>
        <translation>DICOM 文件不含图像（其类型为：%1）。</translation>
    </message>
    <message>
        <source>%1 is stored as unknown (UN), and what is stored so is not all implicit VR.</source>
        <translation>%1 以未知类型 (UN) 存储，且其中并非全为隐式 VR。</translation>
    </message>
    <message>
        <source>The rescale slope is no number: &quot;%1&quot;.</source>
        <translation>重缩放斜率不是数字：“%1”。</translation>
    </message>
    <message>
        <source>The rescale intercept is no number: &quot;%1&quot;.</source>
        <translation>重缩放截距不是数字：“%1”。</translation>
    </message>
    <message>
        <source>The colour palette (0028,1201) is missing, segmented or damaged.</source>
        <translation>调色板 (0028,1201) 缺失、分段或已损坏。</translation>
    </message>
    <message>
        <source>The modality LUT (0028,3000) is missing, segmented or damaged.</source>
        <translation>模态 LUT (0028,3000) 缺失、分段或已损坏。</translation>
    </message>
    <message>
        <source>The VOI LUT (0028,3010) is missing, segmented or damaged.</source>
        <translation>VOI LUT (0028,3010) 缺失、分段或已损坏。</translation>
    </message>
    <message>
        <source>store it uncompressed or as JPEG, JPEG-LS, JPEG 2000 or RLE</source>
        <translation>请以未压缩、JPEG、JPEG-LS、JPEG 2000 或 RLE 存储</translation>
    </message>
    <message>
        <source>The pixel data cannot be read.</source>
        <translation>无法读取像素数据。</translation>
    </message>
    <message>
        <source>The pixel data is not encapsulated as its transfer syntax says.</source>
        <translation>像素数据的封装与其传输语法不符。</translation>
    </message>
    <message>
        <source>The frames of the pixel data cannot be told apart.</source>
        <translation>无法区分像素数据的各帧。</translation>
    </message>
    <message>
        <source>export it again with an offset table</source>
        <translation>请带偏移表重新导出</translation>
    </message>
    <message>
        <source>The pixel data ends early in fragment %1.</source>
        <translation>像素数据在第 %1 个片段处中断。</translation>
    </message>
    <message>
        <source>The pixel data is empty.</source>
        <translation>像素数据为空。</translation>
    </message>
    <message>
        <source>The frame cannot be decoded (%1).</source>
        <translation>该帧无法解码（%1）。</translation>
    </message>
    <message>
        <source>The JPEG 2000 frame is damaged.</source>
        <translation>JPEG 2000 帧已损坏。</translation>
    </message>
    <message>
        <source>The JPEG 2000 frame has %1 components, not what the header says.</source>
        <translation>JPEG 2000 帧有 %1 个分量，与文件头不符。</translation>
    </message>
    <message>
        <source>The JPEG 2000 frame is not as large as the header says (%1).</source>
        <translation>JPEG 2000 帧的尺寸与文件头不符（%1）。</translation>
    </message>
    <message>
        <source>JPEG 2000 with %1 bits is not read.</source>
        <translation>不支持 %1 位的 JPEG 2000。</translation>
    </message>
    <message>
        <source>The JPEG 2000 frame has more bits than the header says.</source>
        <translation>JPEG 2000 帧的位数多于文件头所述。</translation>
    </message>
    <message>
        <source>The RLE frame does not begin with a header of %1 segments.</source>
        <translation>RLE 帧没有以 %1 个段的头开始。</translation>
    </message>
    <message>
        <source>The RLE frame ends early in its segment %1.</source>
        <translation>RLE 帧在第 %1 段处中断。</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>没有这个文件夹。</translation>
    </message>
    <message>
        <source>check the spelling, or mount the disk that holds it</source>
        <translation>请检查拼写，或挂载其所在的磁盘</translation>
    </message>
    <message>
        <source>The folder could not be opened.</source>
        <translation>无法打开文件夹。</translation>
    </message>
    <message>
        <source>check that it exists and may be read</source>
        <translation>请检查它是否存在且可读</translation>
    </message>
    <message>
        <source>There is no image in this folder.</source>
        <translation>此文件夹中没有图像。</translation>
    </message>
    <message>
        <source>choose a folder with PNG, JPEG, PGM or DICOM files in it</source>
        <translation>请选择含有 PNG、JPEG、PGM 或 DICOM 文件的文件夹</translation>
    </message>
    <message>
        <source>No image of the data set can be used; named in the labels, but absent: %1.</source>
        <translation>数据集中没有可用的图像；标签中提到但不存在：%1。</translation>
    </message>
    <message>
        <source>put the images beside the label table</source>
        <translation>请把图像放在标签表旁</translation>
    </message>
    <message>
        <source>No image of the data set can be used; could not be read: %1.</source>
        <translation>数据集中没有可用的图像；无法读取：%1。</translation>
    </message>
    <message>
        <source>check the files</source>
        <translation>请检查文件</translation>
    </message>
    <message>
        <source>The label table of this layout is absent: %1.</source>
        <translation>缺少此布局的标签表：%1。</translation>
    </message>
    <message>
        <source>put it into this folder, or choose another layout</source>
        <translation>请把它放入此文件夹，或选择其他布局</translation>
    </message>
    <message>
        <source>The label table is empty.</source>
        <translation>标签表为空。</translation>
    </message>
    <message>
        <source>it needs a header and one row an image</source>
        <translation>需要表头，且每幅图像一行</translation>
    </message>
    <message>
        <source>The label table could not be read.</source>
        <translation>无法读取标签表。</translation>
    </message>
    <message>
        <source>The label table is not UTF-8 text.</source>
        <translation>标签表不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>save it as CSV in UTF-8</source>
        <translation>请以 UTF-8 编码的 CSV 保存</translation>
    </message>
    <message>
        <source>The label table does not have the columns of its layout: %1.</source>
        <translation>标签表没有其布局所需的列：%1。</translation>
    </message>
    <message>
        <source>use the layout&apos;s own header, or choose another layout</source>
        <translation>请使用该布局的表头，或选择其他布局</translation>
    </message>
    <message>
        <source>There are no record files in this folder.</source>
        <translation>此文件夹中没有记录文件。</translation>
    </message>
    <message>
        <source>make them with roentgen-data pack</source>
        <translation>请用 roentgen-data pack 生成</translation>
    </message>
</context>
<context>
    <name>ExperimentStore</name>
    <message>
        <source>Could not move the experiment</source>
        <translation>无法移动该实验</translation>
    </message>
    <message>
        <source>check the permissions of the folder</source>
        <translation>请检查文件夹的权限</translation>
    </message>
    <message>
        <source>A name is needed</source>
        <translation>需要一个名称</translation>
    </message>
    <message>
        <source>A name has at most %1 letters</source>
        <translation>名称最多 %1 个字符</translation>
    </message>
    <message>
        <source>A name has only the letters A to Z, digits, dots, hyphens and underscores</source>
        <translation>名称只能包含字母 A 到 Z、数字、点、连字符和下划线</translation>
    </message>
    <message>
        <source>There is already an experiment of this name</source>
        <translation>已有同名实验</translation>
    </message>
</context>
<context>
    <name>ExperimentWords</name>
    <message>
        <source>%1 to %2</source>
        <comment>range of a value</comment>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>%1 to %2 %3</source>
        <comment>range of a value and its unit</comment>
        <translation>%1 到 %2 %3</translation>
    </message>
    <message>
        <source>on</source>
        <comment>default of a check box</comment>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <comment>default of a check box</comment>
        <translation>关</translation>
    </message>
    <message>
        <source>empty</source>
        <comment>default of a text field</comment>
        <translation>空</translation>
    </message>
    <message>
        <source>Enter a whole number, %1</source>
        <translation>请输入整数，%1</translation>
    </message>
    <message>
        <source>“%1” does not go: a whole number, %2</source>
        <translation>“%1”无效：需要整数，%2</translation>
    </message>
    <message>
        <source>Enter a number, %1</source>
        <translation>请输入数值，%1</translation>
    </message>
    <message>
        <source>“%1” does not go: a number, %2</source>
        <translation>“%1”无效：需要数值，%2</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>并行</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>no data set yet</source>
        <translation>尚未选择数据集</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>split: %1</source>
        <translation>划分：%1</translation>
    </message>
    <message>
        <source>normalisation: %1</source>
        <translation>归一化：%1</translation>
    </message>
    <message>
        <source>from scratch</source>
        <translation>从头训练</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>起始权重：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>batch of %1</source>
        <translation>批大小 %1</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>optimizer at a learning rate</comment>
        <translation>%1，学习率 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n rank(s)</source>
        <translation>
            <numerusform>%n 个进程</numerusform>
        </translation>
    </message>
    <message>
        <source>cores shared fairly</source>
        <translation>核心平均分配</translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s) per rank</source>
        <translation>
            <numerusform>每进程 %n 个线程</numerusform>
        </translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>What is learnt</source>
        <translation>学习什么</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Initial weights, order and augmentation follow from it</source>
        <translation>决定初始权重、样本顺序和数据增强</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>重复次数</translation>
    </message>
    <message>
        <source>How often it is run, each time with another seed</source>
        <translation>运行次数，每次使用不同的随机种子</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>One of the Studies page, or a folder in a known layout</source>
        <translation>“影像”页中的数据集，或已知布局的文件夹</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>征象</translation>
    </message>
    <message>
        <source>Findings to learn, with commas between; empty: all that the labels have</source>
        <translation>要学习的征象，以逗号分隔；留空：标签中的全部征象</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>图像大小</translation>
    </message>
    <message>
        <source>Width and height that the model sees</source>
        <translation>模型所见的宽和高</translation>
    </message>
    <message>
        <source>Stored size</source>
        <translation>存储大小</translation>
    </message>
    <message>
        <source>Films are shrunk to this, then cropped; 0: 8/7 of the image size</source>
        <translation>影像先缩小到此大小再裁剪；0：图像大小的 8/7</translation>
    </message>
    <message>
        <source>Films that are not square</source>
        <translation>非正方形影像</translation>
    </message>
    <message>
        <source>Stretched to a square, or padded with black</source>
        <translation>拉伸为正方形，或用黑色填充</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Always by patient; auto: official where there are lists, else by fraction</source>
        <translation>始终按患者划分；auto：有官方列表时用官方划分，否则按比例</translation>
    </message>
    <message>
        <source>Split file</source>
        <translation>划分文件</translation>
    </message>
    <message>
        <source>CSV with Image Index and Split, for the split file</source>
        <translation>含 Image Index 和 Split 列的 CSV，用作划分文件</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>验证比例</translation>
    </message>
    <message>
        <source>Share of the patients held out for validation</source>
        <translation>留作验证的患者比例</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>测试比例</translation>
    </message>
    <message>
        <source>Share of the patients held out for the test</source>
        <translation>留作测试的患者比例</translation>
    </message>
    <message>
        <source>Uncertain labels</source>
        <translation>不确定标签</translation>
    </message>
    <message>
        <source>What an uncertain label counts as</source>
        <translation>不确定的标签按什么计算</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>数据管线</translation>
    </message>
    <message>
        <source>How images reach the training step</source>
        <translation>图像如何送达训练步</translation>
    </message>
    <message>
        <source>Decoding threads</source>
        <translation>解码线程</translation>
    </message>
    <message>
        <source>Of a rank; 0: chosen from the cores</source>
        <translation>每个进程；0：按核心数选择</translation>
    </message>
    <message>
        <source>Batches ahead</source>
        <translation>预取批数</translation>
    </message>
    <message>
        <source>Image cache</source>
        <translation>图像缓存</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Left and right, every second time</source>
        <translation>左右翻转，每两次一次</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>By up to this, either way</source>
        <translation>双向最多旋转此角度</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>By up to this share of the width and height</source>
        <translation>最多为宽和高的此比例</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Larger or smaller by up to this share</source>
        <translation>最多放大或缩小此比例</translation>
    </message>
    <message>
        <source>Random crop</source>
        <translation>随机裁剪</translation>
    </message>
    <message>
        <source>Of the image size out of the stored size; else the centre</source>
        <translation>从存储大小中裁出图像大小；否则取中心</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>By torchvision&apos;s name</source>
        <translation>采用 torchvision 的名称</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Kind of the normalisation layers</source>
        <translation>归一化层的类型</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起始权重</translation>
    </message>
    <message>
        <source>imagenet, a run&apos;s name or a safetensors file; empty: from scratch</source>
        <translation>imagenet、某次运行的名称或 safetensors 文件；留空：从头训练</translation>
    </message>
    <message>
        <source>Freeze the trunk</source>
        <translation>冻结主干</translation>
    </message>
    <message>
        <source>Train only the head for so long</source>
        <translation>在此期间只训练分类头</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Passes over the training images</source>
        <translation>遍历训练图像的次数</translation>
    </message>
    <message>
        <source>Local batch</source>
        <translation>局部批大小</translation>
    </message>
    <message>
        <source>Images of one rank in a step</source>
        <translation>每个进程每步的图像数</translation>
    </message>
    <message>
        <source>Accumulation</source>
        <translation>梯度累积</translation>
    </message>
    <message>
        <source>Batches added up before the optimizer steps</source>
        <translation>优化器更新前累加的批数</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>How the weights are updated</source>
        <translation>权重如何更新</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Before scaling and schedule</source>
        <translation>缩放和调度之前的值</translation>
    </message>
    <message>
        <source>Scale with the batch</source>
        <translation>随批大小缩放</translation>
    </message>
    <message>
        <source>By global batch / base batch, or its root</source>
        <translation>按全局批大小 / 基准批大小，或其平方根</translation>
    </message>
    <message>
        <source>Base batch</source>
        <translation>基准批大小</translation>
    </message>
    <message>
        <source>Global batch that the learning rate is meant for</source>
        <translation>学习率所对应的全局批大小</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>The learning rate after the warm-up</source>
        <translation>预热之后的学习率</translation>
    </message>
    <message>
        <source>Plateau factor</source>
        <translation>平台衰减系数</translation>
    </message>
    <message>
        <source>The learning rate is multiplied by this at a plateau</source>
        <translation>进入平台期时学习率乘以此值</translation>
    </message>
    <message>
        <source>Plateau patience</source>
        <translation>平台耐心值</translation>
    </message>
    <message>
        <source>Epochs without a better validation loss before that</source>
        <translation>在此之前验证损失未改善的轮数</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失函数</translation>
    </message>
    <message>
        <source>What is minimised</source>
        <translation>最小化的目标</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Pulls the weights towards 0</source>
        <translation>使权重趋向 0</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>auto: bf16 where the processor has it</source>
        <translation>auto：处理器支持时使用 bf16</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>auto: a GPU where there is one</source>
        <translation>auto：有 GPU 时使用 GPU</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>0: at the end of every epoch</source>
        <translation>0：每轮结束时</translation>
    </message>
    <message>
        <source>Ranks</source>
        <translation>进程数</translation>
    </message>
    <message>
        <source>Processes that train together</source>
        <translation>共同训练的进程数</translation>
    </message>
    <message>
        <source>Ranks per host</source>
        <translation>每台主机的进程数</translation>
    </message>
    <message>
        <source>0: as many as there are slots</source>
        <translation>0：按可用槽位数</translation>
    </message>
    <message>
        <source>Threads per rank</source>
        <translation>每进程线程数</translation>
    </message>
    <message>
        <source>0: the cores, shared fairly</source>
        <translation>0：核心平均分配</translation>
    </message>
    <message>
        <source>Bind ranks to</source>
        <translation>进程绑定到</translation>
    </message>
    <message>
        <source>What mpirun binds a rank to</source>
        <translation>mpirun 将进程绑定到何处</translation>
    </message>
    <message>
        <source>Bind threads</source>
        <translation>线程绑定</translation>
    </message>
    <message>
        <source>Close together, or spread over the cores</source>
        <translation>紧邻放置，或分散到各核心</translation>
    </message>
    <message>
        <source>Waiting threads</source>
        <translation>等待中的线程</translation>
    </message>
    <message>
        <source>Spin (active) or sleep (passive)</source>
        <translation>自旋（active）或休眠（passive）</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>梯度分桶</translation>
    </message>
    <message>
        <source>Gradients are reduced in pieces of this size</source>
        <translation>梯度按此大小分块归约</translation>
    </message>
    <message>
        <source>Gradients on the wire</source>
        <translation>传输中的梯度</translation>
    </message>
    <message>
        <source>As they are, or rounded to bf16</source>
        <translation>保持原样，或舍入为 bf16</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>运行于</translation>
    </message>
    <message>
        <source>local: this machine</source>
        <translation>local：本机</translation>
    </message>
    <message>
        <source>Target name</source>
        <translation>目标名称</translation>
    </message>
    <message>
        <source>Name of the target in Settings; not needed for this machine</source>
        <translation>“设置”中目标的名称；本机无需填写</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>images</source>
        <translation>张</translation>
    </message>
    <message>
        <source>ranks</source>
        <translation>个进程</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>批</translation>
    </message>
    <message>
        <source>Choose a data set of the list, or a folder</source>
        <translation>请从列表中选择数据集，或选择文件夹</translation>
    </message>
    <message>
        <source>Use 0, or at least the image size, %1 px</source>
        <translation>请使用 0，或不小于图像大小 %1 px 的值</translation>
    </message>
    <message>
        <source>Name the file that holds the split, or choose another split</source>
        <translation>请指定划分文件，或选择其他划分方式</translation>
    </message>
    <message>
        <source>Nothing is left for training: both shares must add up to less than 1</source>
        <translation>没有数据可供训练：两个比例之和必须小于 1</translation>
    </message>
    <message>
        <source>Use a value above 0</source>
        <translation>请使用大于 0 的值</translation>
    </message>
    <message>
        <source>from scratch: the workspace has no %1</source>
        <translation>从头训练：工作区中没有 %1</translation>
    </message>
    <message>
        <source>from ImageNet weights, %1</source>
        <translation>从 ImageNet 权重开始，%1</translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation>快速体验</translation>
    </message>
    <message>
        <source>Roentgen&apos;s demo</source>
        <translation>Roentgen 演示</translation>
    </message>
    <message>
        <source>DenseNet-121 at 112 px from scratch: minutes on a workstation, on phantoms or a small set</source>
        <translation>从头训练 112 像素的 DenseNet-121：在工作站上用体模或小数据集只需几分钟</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Lighter or darker by up to this share of the grey range</source>
        <translation>变亮或变暗，至多为灰度范围的此比例</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>More or less by up to this share</source>
        <translation>增减至多此比例</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>伽马</translation>
    </message>
    <message>
        <source>Bends the grey scale: exponent from 1 / (1 + this) to 1 + this</source>
        <translation>弯曲灰阶：指数从 1 / (1 + 此值) 到 1 + 此值</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Standard deviation up to this share of the grey range</source>
        <translation>标准差至多为灰度范围的此比例</translation>
    </message>
    <message>
        <source>Equalise locally</source>
        <translation>局部均衡</translation>
    </message>
    <message>
        <source>CLAHE: the share of the images whose contrast is evened out tile by tile</source>
        <translation>CLAHE：逐块均衡对比度的图像所占比例</translation>
    </message>
    <message>
        <source>CLAHE clip limit</source>
        <translation>CLAHE 截断限制</translation>
    </message>
    <message>
        <source>Higher: more contrast, and more noise</source>
        <translation>越高：对比度越大，噪声也越大</translation>
    </message>
    <message>
        <source>CLAHE tiles</source>
        <translation>CLAHE 分块</translation>
    </message>
    <message>
        <source>Along each side of the film</source>
        <translation>沿影像每一边的数目</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>The share of the images that lose a rectangle</source>
        <translation>被擦去一个矩形的图像所占比例</translation>
    </message>
    <message>
        <source>Erased area</source>
        <translation>擦除面积</translation>
    </message>
    <message>
        <source>Up to this share of the image, at least 0.02</source>
        <translation>至多为图像的此比例，至少 0.02</translation>
    </message>
    <message>
        <source>Erased with</source>
        <translation>擦除填充</translation>
    </message>
    <message>
        <source>A random grey for each pixel, or the image&apos;s mean grey</source>
        <translation>每个像素取随机灰度，或取图像平均灰度</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>sgd and lars: share of the velocity that stays</source>
        <translation>sgd 与 lars：速度保留的比例</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>sgd: Nesterov&apos;s momentum</source>
        <translation>sgd：Nesterov 动量</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>adam, adamw and lamb: share of the mean gradient that stays</source>
        <translation>adam、adamw 与 lamb：平均梯度保留的比例</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>adam, adamw and lamb: share of the mean square that stays</source>
        <translation>adam、adamw 与 lamb：均方值保留的比例</translation>
    </message>
    <message>
        <source>Rho</source>
        <translation>Rho</translation>
    </message>
    <message>
        <source>adadelta and rmsprop: share of the mean square that stays</source>
        <translation>adadelta 与 rmsprop：均方值保留的比例</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Added to what is divided by; 0: the optimizer&apos;s own</source>
        <translation>加到除数上；0：优化器自身的值</translation>
    </message>
    <message>
        <source>Trust coefficient</source>
        <translation>信任系数</translation>
    </message>
    <message>
        <source>lars: how far a layer moves, as a share of its norm</source>
        <translation>lars：每层移动的距离，占其范数的比例</translation>
    </message>
    <message>
        <source>Share of the trunk</source>
        <translation>主干比例</translation>
    </message>
    <message>
        <source>The trunk&apos;s learning rate as a share of the head&apos;s</source>
        <translation>主干学习率占分类头学习率的比例</translation>
    </message>
    <message>
        <source>The learning rate rises for so long</source>
        <translation>学习率上升的时长</translation>
    </message>
    <message>
        <source>Warm-up from</source>
        <translation>预热起点</translation>
    </message>
    <message>
        <source>Share of the learning rate from which it rises</source>
        <translation>学习率上升的起始比例</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>step: the learning rate falls every so many epochs</source>
        <translation>step：每隔多少轮学习率下降</translation>
    </message>
    <message>
        <source>Decay from</source>
        <translation>衰减起点</translation>
    </message>
    <message>
        <source>exponential: the learning rate falls after so many epochs</source>
        <translation>exponential：多少轮之后学习率开始下降</translation>
    </message>
    <message>
        <source>Decay factor</source>
        <translation>衰减系数</translation>
    </message>
    <message>
        <source>step and exponential: the learning rate is multiplied by this</source>
        <translation>step 与 exponential：学习率乘以此值</translation>
    </message>
    <message>
        <source>Cosine floor</source>
        <translation>余弦下限</translation>
    </message>
    <message>
        <source>Share of the learning rate that a cosine falls to</source>
        <translation>余弦下降到的学习率比例</translation>
    </message>
    <message>
        <source>First period</source>
        <translation>首个周期</translation>
    </message>
    <message>
        <source>cosine_restarts: epochs until the first restart, after the warm-up</source>
        <translation>cosine_restarts：预热后到首次重启的轮数</translation>
    </message>
    <message>
        <source>Period grows by</source>
        <translation>周期增长</translation>
    </message>
    <message>
        <source>cosine_restarts: each period is so much longer than the last</source>
        <translation>cosine_restarts：每个周期比前一个长多少倍</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Labels are moved towards undecided by this share</source>
        <translation>标签按此比例向不确定移动</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>balanced, or Finding=weight with commas between; empty: all alike</source>
        <translation>balanced，或以逗号分隔的 征象=权重；留空：全部相同</translation>
    </message>
    <message>
        <source>Focal gamma</source>
        <translation>Focal 指数 γ</translation>
    </message>
    <message>
        <source>Focal loss: how much less an easy label counts</source>
        <translation>Focal 损失：容易的标签权重降低多少</translation>
    </message>
    <message>
        <source>Focal alpha</source>
        <translation>Focal 系数 α</translation>
    </message>
    <message>
        <source>Focal loss: weight of a positive label</source>
        <translation>Focal 损失：阳性标签的权重</translation>
    </message>
    <message>
        <source>Clip the gradient</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>A longer gradient is shortened to this norm; 0: never</source>
        <translation>更长的梯度缩短到此范数；0：从不</translation>
    </message>
    <message>
        <source>Average the weights</source>
        <translation>权重平均</translation>
    </message>
    <message>
        <source>Decay of the average that is validated and kept; 0: off</source>
        <translation>用于验证并保存的滑动平均的衰减；0：关闭</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>Cycles whose weights predict together; 0: off</source>
        <translation>共同预测的周期数；0：关闭</translation>
    </message>
    <message>
        <source>Stop early</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>After so many epochs without a better validation; 0: never</source>
        <translation>连续多少轮验证没有改善之后；0：从不</translation>
    </message>
    <message>
        <source>When the loss explodes</source>
        <translation>损失爆炸时</translation>
    </message>
    <message>
        <source>Stop, or go back to the last checkpoint and on from there</source>
        <translation>停止，或退回上一个检查点继续</translation>
    </message>
    <message>
        <source>Explosion</source>
        <translation>爆炸阈值</translation>
    </message>
    <message>
        <source>A loss or gradient of so many times its mean; 0: only what is no number</source>
        <translation>损失或梯度达到均值的多少倍；0：仅当不是数值时</translation>
    </message>
    <message>
        <source>CheXNet</source>
        <translation>CheXNet</translation>
    </message>
    <message>
        <source>Strong scaling</source>
        <translation>强扩展</translation>
    </message>
    <message>
        <source>Optimizers at a large batch</source>
        <translation>大批量下的优化器</translation>
    </message>
    <message>
        <source>VGG-16 with Adadelta</source>
        <translation>VGG-16 与 Adadelta</translation>
    </message>
    <message>
        <source>Group and instance normalisation</source>
        <translation>组归一化与实例归一化</translation>
    </message>
    <message>
        <source>LARS at large batches</source>
        <translation>大批量下的 LARS</translation>
    </message>
    <message>
        <source>ResNet</source>
        <translation>ResNet</translation>
    </message>
    <message>
        <source>Snapshot ensembles</source>
        <translation>快照集成</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组数</translation>
    </message>
    <message>
        <source>Of group normalisation; must divide the channels of every layer</source>
        <translation>用于组归一化；须能整除每一层的通道数</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>分类头</translation>
    </message>
    <message>
        <source>Average pooling and one layer, or VGG&apos;s own three layers</source>
        <translation>平均池化加一层，或 VGG 自带的三层</translation>
    </message>
    <message>
        <source>Input channels</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <source>auto: three with weights that were made with three, else one</source>
        <translation>auto：权重以三通道训练时为三，否则为一</translation>
    </message>
    <message>
        <source>Record files</source>
        <translation>记录文件</translation>
    </message>
    <message>
        <source>Folder that roentgen-data pack has written; empty: the data set is one</source>
        <translation>由 roentgen-data pack 写出的文件夹；留空：数据集本身就是</translation>
    </message>
    <message>
        <source>Damaged records</source>
        <translation>损坏的记录</translation>
    </message>
    <message>
        <source>End the run, or leave out their films from the start</source>
        <translation>结束运行，或从一开始就去掉这些图像</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <comment>ranks and threads, each with its noun</comment>
        <translation>%1 × %2</translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n 个线程</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, each bound to its own cores</source>
        <translation>%1，各自绑定到专用的核心</translation>
    </message>
    <message>
        <source>%1, shared over the NUMA nodes, each bound to its own cores</source>
        <translation>%1，分布在各 NUMA 节点上，各自绑定到专用的核心</translation>
    </message>
    <message>
        <source>%1, each bound to a socket</source>
        <translation>%1，各自绑定到一个插槽</translation>
    </message>
    <message>
        <source>%1 (the paper&apos;s size)</source>
        <comment>title of a preset</comment>
        <translation>%1（论文规模）</translation>
    </message>
    <message>
        <source>%1 (this machine&apos;s size)</source>
        <comment>title of a preset</comment>
        <translation>%1（本机规模）</translation>
    </message>
    <message>
        <source>Ours, not the source&apos;s: %1</source>
        <comment>names of settings</comment>
        <translation>我们自定、非出处所给：%1</translation>
    </message>
    <message>
        <source>Files at the same time</source>
        <translation>同时读取文件</translation>
    </message>
    <message>
        <source>Decoding threads read several at once; else one after the other</source>
        <translation>解码线程同时读取多个文件；否则逐个读取</translation>
    </message>
    <message>
        <source>Files ahead</source>
        <translation>预读文件</translation>
    </message>
    <message>
        <source>Those of the next batch are read from the disk before they are decoded</source>
        <translation>下一批的文件在解码前先从磁盘读入</translation>
    </message>
    <message>
        <source>Fused batching</source>
        <translation>融合组批</translation>
    </message>
    <message>
        <source>Images are made in their place in the batch; else copied together</source>
        <translation>图像直接生成在批中的位置；否则再复制到一起</translation>
    </message>
    <message>
        <source>Made ready ahead of the step; 0: from how long it waits; -1: none</source>
        <translation>在训练步之前备好；0：由等待时间决定；-1：不预取</translation>
    </message>
    <message>
        <source>Memory for prepared images, shared by the ranks of a host; 0: a quarter of what is free; -1: none is kept</source>
        <translation>供一台主机各进程共用的预处理图像内存；0：空闲内存的四分之一；-1：不保留</translation>
    </message>
    <message>
        <source>Running statistics</source>
        <translation>滑动统计量</translation>
    </message>
    <message>
        <source>Share of a batch in them, of batch normalisation</source>
        <translation>批归一化中一批所占的份额</translation>
    </message>
    <message>
        <source>Threads spin for</source>
        <translation>线程自旋时长</translation>
    </message>
    <message>
        <source>Before they sleep; 0: as said above</source>
        <translation>休眠之前；0：按上一项</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>Rajpurkar et al. 2017</source>
        <translation>Rajpurkar 等，2017</translation>
    </message>
    <message>
        <source>DenseNet-121 from ImageNet weights: mean AUC 0.841 over 14 findings, on CheXNet&apos;s own split</source>
        <translation>DenseNet-121，从 ImageNet 权重开始：14 种征象的平均 AUC 为 0.841（CheXNet 自己的划分）</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批量大小</translation>
    </message>
    <message>
        <source>Wilson et al., Dell EMC: one process, figures 3 and 4</source>
        <translation>Wilson 等，Dell EMC：单进程，图 3 和图 4</translation>
    </message>
    <message>
        <source>Batches of 8 and 16 are best in all 14 classes; accuracy falls and the validation loss rises with the batch, and so does the throughput; 8 and 256 both come below a validation loss of 0.16 in fewer than 7 epochs</source>
        <translation>批量 8 和 16 在全部 14 类中最好；批量越大，准确率越低、验证损失越高，吞吐量也越高；批量 8 和 256 都在不到 7 轮内使验证损失低于 0.16</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Wilson et al., Dell EMC: one process, five runs each, figures 5 to 8</source>
        <translation>Wilson 等，Dell EMC：单进程，各运行 5 次，图 5 至图 8</translation>
    </message>
    <message>
        <source>32 threads serve most batches well; a batch of 32 grows slower above 16 threads, which stays unexplained; the AUC does not depend on the threads; few threads vary least, 40 most. Compare images/s and AUC</source>
        <translation>32 线程对多数批量都有效；批量 32 在超过 16 线程后变慢，原因不明；AUC 与线程数无关；线程少时波动最小，40 线程时最大。比较每秒图像数与 AUC</translation>
    </message>
    <message>
        <source>Wilson et al., Dell EMC: 2 processes of 20 threads a host, one process beside, figures 9 to 11</source>
        <translation>Wilson 等，Dell EMC：每台主机 2 个进程、各 20 线程，另有单进程对照，图 9 至图 11</translation>
    </message>
    <message>
        <source>The AUC after 10 epochs falls with the global batch; 128 ranks of 4 images (512) learn nothing, no better than a coin; little happens after epoch 6. Compare AUC and training seconds per epoch</source>
        <translation>10 轮后的 AUC 随全局批量增大而下降；128 个进程各 4 张图像（512）什么也没学到，不比抛硬币好；第 6 轮之后变化很小。比较 AUC 与每轮训练秒数</translation>
    </message>
    <message>
        <source>Wilson et al., Dell EMC: Adam, Adadelta and SGD with momentum, figures 12 and 13</source>
        <translation>Wilson 等，Dell EMC：Adam、Adadelta 与带动量的 SGD，图 12 和图 13</translation>
    </message>
    <message>
        <source>Adadelta is best: a loss of 0.159 at a global batch of 4,096, against Adam&apos;s 0.59 at 512; 0.159 is still too high for 14 labels</source>
        <translation>Adadelta 最好：全局批量 4,096 时损失为 0.159，而 Adam 在 512 时为 0.59；对 14 个标签而言 0.159 仍然过高</translation>
    </message>
    <message>
        <source>Wilson et al., Dell EMC: VGG-16 without normalisation, global batch 8,192, figures 14 and 15</source>
        <translation>Wilson 等，Dell EMC：不带归一化的 VGG-16，全局批量 8,192，图 14 和图 15</translation>
    </message>
    <message>
        <source>Better than DenseNet in parallel: beats DenseNet at batch 8 in 4 classes, its worst class (Mass) is less than 6 % off; 6.29 times as fast as DenseNet with Adadelta at 4,096 (64 ranks on 32 nodes), 293 times as fast as DenseNet with Adam at batch 8 in one process</source>
        <translation>并行时优于 DenseNet：在 4 类中胜过批量 8 的 DenseNet，最差的一类（Mass）相差不到 6 %；速度是批量 4,096、使用 Adadelta 的 DenseNet（32 个节点上 64 个进程）的 6.29 倍，是单进程、批量 8、使用 Adam 的 DenseNet 的 293 倍</translation>
    </message>
    <message>
        <source>GPU pipeline</source>
        <translation>GPU 流水线</translation>
    </message>
    <message>
        <source>Vasudev et al., Leveraging Data Pipelining to Efficiently Utilize GPUs: 4 GPUs a node</source>
        <translation>Vasudev 等，Leveraging Data Pipelining to Efficiently Utilize GPUs：每个节点 4 块 GPU</translation>
    </message>
    <message>
        <source>With the right pipeline near-linear over GPUs, from images and from records (figures 1 to 3), the GPUs busy nearly all the time; records gain most at 4 GPUs: ResNet-50 8.39 %, DenseNet-121 13.1 % (figure 4)</source>
        <translation>流水线得当时随 GPU 数近乎线性扩展，图像与记录文件皆然（图 1 至图 3），GPU 几乎一直忙碌；记录文件在 4 块 GPU 时收益最大：ResNet-50 为 8.39 %，DenseNet-121 为 13.1 %（图 4）</translation>
    </message>
    <message>
        <source>Wilson et al., Dell EMC: named as future work</source>
        <translation>Wilson 等，Dell EMC：列为后续工作</translation>
    </message>
    <message>
        <source>Not tried there. What it is to mend: with batch normalisation the AUC falls with the global batch, and 512 images in 128 ranks learn nothing</source>
        <translation>论文未做。要解决的问题：使用批归一化时 AUC 随全局批量下降，128 个进程共 512 张图像什么也没学到</translation>
    </message>
    <message>
        <source>Not tried there. What it is to mend: Adam&apos;s loss of 0.59 at a global batch of 512, and Adadelta&apos;s 0.159 at 4,096</source>
        <translation>论文未做。要解决的问题：全局批量 512 时 Adam 的损失 0.59，以及 4,096 时 Adadelta 的 0.159</translation>
    </message>
    <message>
        <source>Wilson et al., Dell EMC: collapsed ensembles, named as future work</source>
        <translation>Wilson 等，Dell EMC：折叠集成，列为后续工作</translation>
    </message>
    <message>
        <source>Not tried there: weights kept at every cosine restart, their predictions averaged. What to beat: batches of 8 and 16, their best in all 14 classes</source>
        <translation>论文未做：在每次余弦重启时保留权重，并对其预测取平均。要超越的是：批量 8 和 16，即论文中全部 14 类的最佳结果</translation>
    </message>
    <message>
        <source>Not tried there: ResNet of 18 to 101 layers. What is known of it: ResNet-50 gains 8.39 % from records at 4 GPUs (Vasudev et al., figure 4)</source>
        <translation>论文未做：18 至 101 层的 ResNet。已知：ResNet-50 在 4 块 GPU 上使用记录文件可提速 8.39 %（Vasudev 等，图 4）</translation>
    </message>
    <message>
        <source>Paper&apos;s size · %1</source>
        <comment>of a preset; its source</comment>
        <translation>论文规模 · %1</translation>
    </message>
    <message>
        <source>This machine&apos;s size · %1</source>
        <comment>of a preset; its source</comment>
        <translation>本机规模 · %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a key, its value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Not used with this choice: %1</source>
        <comment>keys and their values</comment>
        <translation>在此选择下不使用：%1</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>扫描</translation>
    </message>
</context>
<context>
    <name>FilmAnnotations</name>
    <message>
        <source>Research use only</source>
        <translation>仅供研究使用</translation>
    </message>
    <message>
        <source>C %1  W %2</source>
        <comment>window centre and width</comment>
        <translation>窗位 %1  窗宽 %2</translation>
    </message>
    <message>
        <source>x %1  y %2  value %3</source>
        <translation>x %1  y %2  值 %3</translation>
    </message>
    <message>
        <source>inverted</source>
        <translation>已反相</translation>
    </message>
    <message>
        <source>Zoom %1 %</source>
        <translation>缩放 %1%</translation>
    </message>
    <message>
        <source>frame %1 of %2</source>
        <translation>第 %1 / %2 帧</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>%1 mm (%2)</source>
        <comment>pixel spacing and where it comes from</comment>
        <translation>%1 mm（%2）</translation>
    </message>
    <message>
        <source>unknown source</source>
        <translation>来源未知</translation>
    </message>
</context>
<context>
    <name>FilmFile</name>
    <message>
        <source>Open the image again.</source>
        <translation>请重新打开该图像。</translation>
    </message>
    <message>
        <source>The worker&apos;s answer about this image makes no sense</source>
        <translation>工作进程对该图像的应答无法理解</translation>
    </message>
    <message>
        <source>The decoded image is not there</source>
        <translation>解码后的图像不存在</translation>
    </message>
    <message>
        <source>The decoded image has another size than announced</source>
        <translation>解码后的图像大小与声明不符</translation>
    </message>
    <message>
        <source>The decoded image ended too early</source>
        <translation>解码后的图像不完整</translation>
    </message>
    <message>
        <source>There is not enough memory for this image</source>
        <translation>内存不足，无法打开该图像</translation>
    </message>
</context>
<context>
    <name>LaunchObstacle</name>
    <message>
        <source>A preset is a starting point. Make an experiment from it to launch it.</source>
        <translation>预设只是起点。请由它创建实验后再启动。</translation>
    </message>
    <message>
        <source>Choose a data set first.</source>
        <translation>请先选择数据集。</translation>
    </message>
    <message>
        <source>No image is left for training. Change the split or the data set.</source>
        <translation>没有图像可供训练。请更改划分或数据集。</translation>
    </message>
    <message>
        <source>Settings tests the target and can trust a new machine&apos;s key.</source>
        <translation>可在“设置”中测试该目标，并信任新机器的密钥。</translation>
    </message>
</context>
<context>
    <name>LayoutDialog</name>
    <message>
        <source>As the layout knows them</source>
        <translation>按布局识别</translation>
    </message>
    <message>
        <source>File name up to its last _</source>
        <translation>文件名至最后一个 _</translation>
    </message>
    <message>
        <source>File name up to its first _</source>
        <translation>文件名至第一个 _</translation>
    </message>
    <message>
        <source>File name up to its first -</source>
        <translation>文件名至第一个 -</translation>
    </message>
    <message>
        <source>First number in the file name</source>
        <translation>文件名中的第一个数字</translation>
    </message>
    <message>
        <source>The folder that a film lies in</source>
        <translation>影像所在文件夹</translation>
    </message>
    <message>
        <source>The outermost folder</source>
        <translation>最外层文件夹</translation>
    </message>
    <message>
        <source>Each film for itself</source>
        <translation>每张影像单独计</translation>
    </message>
</context>
<context>
    <name>MetricWords</name>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>mean AUC</source>
        <translation>平均 AUC</translation>
    </message>
    <message>
        <source>share called positive</source>
        <translation>判为阳性的比例</translation>
    </message>
    <message>
        <source>mean</source>
        <comment>of a metric over all classes</comment>
        <translation>平均</translation>
    </message>
</context>
<context>
    <name>PredictionsCsv</name>
    <message>
        <source>This is no table of predictions</source>
        <translation>这不是预测结果表</translation>
    </message>
    <message>
        <source>It needs the column Image Index and one column for each finding.</source>
        <translation>需要 Image Index 列以及每个征象一列。</translation>
    </message>
</context>
<context>
    <name>PredictorClient</name>
    <message>
        <source>The model&apos;s answer about this image makes no sense</source>
        <translation>模型对该图像的应答无法理解</translation>
    </message>
</context>
<context>
    <name>PreparedFilm</name>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Full range</source>
        <translation>全范围</translation>
    </message>
    <message>
        <source>More contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Low values</source>
        <translation>低灰度值</translation>
    </message>
    <message>
        <source>High values</source>
        <translation>高灰度值</translation>
    </message>
</context>
<context>
    <name>QAbstractSpinBox</name>
    <message>
        <source>&amp;Select All</source>
        <translation>全选(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Step up</source>
        <translation>增加(&amp;S)</translation>
    </message>
    <message>
        <source>Step &amp;down</source>
        <translation>减少(&amp;D)</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>是(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>否(&amp;N)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Down</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>ReviewSources</name>
    <message>
        <source>%1 · %2</source>
        <comment>run&apos;s name and time</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>The data set is not there any more</source>
        <translation>数据集已不存在</translation>
    </message>
    <message>
        <source>Choose other images.</source>
        <translation>请选择其他图像。</translation>
    </message>
    <message>
        <source>d MMM HH:mm</source>
        <comment>format of a date, as QLocale has it</comment>
        <translation>M月d日 HH:mm</translation>
    </message>
    <message>
        <source>Validation and test of the run</source>
        <translation>该次训练的验证和测试图像</translation>
    </message>
</context>
<context>
    <name>RunChartMaker</name>
    <message>
        <source>Waiting for the first step</source>
        <translation>等待第一步</translation>
    </message>
    <message>
        <source>Waiting for the run to start</source>
        <translation>等待运行开始</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>time since the start</source>
        <translation>自开始以来的时间</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失函数</translation>
    </message>
    <message>
        <source>validation part</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Waiting for the first validation, at the end of the epoch</source>
        <translation>等待本轮结束时的首次验证</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>张/秒</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Stages of a step</source>
        <translation>训练步各阶段</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>The run ended before there was a value</source>
        <translation>训练在产生数值之前已结束</translation>
    </message>
    <message>
        <source>No run is chosen</source>
        <translation>未选择任何运行</translation>
    </message>
    <message>
        <source>None of these runs has a value yet</source>
        <translation>这些运行都还没有数值</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Time of a step</source>
        <translation>一步的时间</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a run&apos;s name, and what is drawn of it</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, validation part</source>
        <comment>a metric</comment>
        <translation>%1，验证部分</translation>
    </message>
</context>
<context>
    <name>RunMetricMaker</name>
    <message>
        <source>read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>augment</source>
        <translation>增强</translation>
    </message>
    <message>
        <source>wait</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>compute</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>reduce</source>
        <translation>归约</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation>进程 %1</translation>
    </message>
    <message>
        <source>all ranks</source>
        <translation>全部进程</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>%1, mean of ranks</source>
        <translation>%1，各进程平均</translation>
    </message>
    <message>
        <source>%1, slowest rank</source>
        <translation>%1，最慢进程</translation>
    </message>
    <message>
        <source>%1, rank %2</source>
        <translation>%1，进程 %2</translation>
    </message>
    <message>
        <source>step, mean of ranks</source>
        <translation>一步，各进程平均</translation>
    </message>
</context>
<context>
    <name>RunRemoval</name>
    <message>
        <source>There is no run %1 in this workspace</source>
        <translation>此工作区中没有运行 %1</translation>
    </message>
    <message>
        <source>%1 is still going on. Stop it first</source>
        <translation>%1 仍在运行，请先停止</translation>
    </message>
    <message>
        <source>Could not move %1 to the trash: %2</source>
        <translation>无法将 %1 移入回收站：%2</translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message>
        <source>Prepared</source>
        <comment>state of a run</comment>
        <translation>已准备</translation>
    </message>
    <message>
        <source>Starting</source>
        <comment>state of a run</comment>
        <translation>启动中</translation>
    </message>
    <message>
        <source>Running</source>
        <comment>state of a run</comment>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Stalled</source>
        <comment>state of a run: alive, but silent</comment>
        <translation>停滞</translation>
    </message>
    <message>
        <source>Stopped</source>
        <comment>state of a run</comment>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Finished</source>
        <comment>state of a run</comment>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>state of a run</comment>
        <translation>失败</translation>
    </message>
    <message>
        <source>Lost</source>
        <comment>state of a run: its process is gone and said nothing</comment>
        <translation>丢失</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <comment>hours and minutes</comment>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>epoch %1/%2</source>
        <translation>第 %1/%2 轮</translation>
    </message>
    <message>
        <source>step %1/%2</source>
        <translation>第 %1/%2 步</translation>
    </message>
    <message>
        <source>%1 images/s</source>
        <translation>%1 张/秒</translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>time that remains</comment>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>took %1</source>
        <comment>time of a run that has ended</comment>
        <translation>用时 %1</translation>
    </message>
    <message>
        <source>Queued</source>
        <comment>state of a run: waits in the queue of a cluster</comment>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Unreachable</source>
        <comment>state of a run on another machine that cannot be asked</comment>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>Stopping</source>
        <comment>state of a run: was asked to stop, still lives</comment>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>day and month as QLocale writes them</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>best %1 %2</source>
        <comment>a metric, its value</comment>
        <translation>最佳 %1 %2</translation>
    </message>
</context>
<context>
    <name>ScalingCharts</name>
    <message>
        <source>Predicted speed</source>
        <translation>预测速度</translation>
    </message>
    <message>
        <source>hosts</source>
        <translation>主机数</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>图像/秒</translation>
    </message>
    <message>
        <source>Waiting for a measurement</source>
        <translation>等待测量</translation>
    </message>
    <message>
        <source>ideal</source>
        <translation>理想</translation>
    </message>
    <message>
        <source>weak</source>
        <comment>scaling: the local batch stays</comment>
        <translation>弱扩展</translation>
    </message>
    <message>
        <source>strong</source>
        <comment>scaling: the global batch stays</comment>
        <translation>强扩展</translation>
    </message>
    <message>
        <source>Predicted efficiency</source>
        <translation>预测效率</translation>
    </message>
    <message>
        <source>% of ideal</source>
        <translation>理想值的 %</translation>
    </message>
</context>
<context>
    <name>StudyTable</name>
    <message>
        <source>No finding</source>
        <translation>未见异常</translation>
    </message>
</context>
<context>
    <name>SweepWords</name>
    <message>
        <source>%1, or from..to, how many, log</source>
        <comment>list of values: an example and its other form</comment>
        <translation>%1，或 起..止, 个数, log</translation>
    </message>
    <message>
        <source>one list; another list</source>
        <translation>一个列表; 另一个列表</translation>
    </message>
    <message>
        <source>one text, another text</source>
        <translation>一段文字, 另一段文字</translation>
    </message>
    <message>
        <source>Write a range as 1..8, 4 or 0.001..0.1, 5, log: from..to, how many, scale</source>
        <translation>范围写作 1..8, 4 或 0.001..0.1, 5, log：起..止, 个数, 刻度</translation>
    </message>
    <message>
        <source>The range must rise, stay in %1, and begin above 0 on a log scale</source>
        <translation>范围须递增、位于 %1 之内，对数刻度须从大于 0 开始</translation>
    </message>
    <message>
        <source>List values, for example %1</source>
        <translation>列出取值，例如 %1</translation>
    </message>
    <message>
        <source>one run</source>
        <translation>一次运行</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>12 runs: 4 combinations, 3 repeats of each</comment>
        <translation>%1：%2，%3</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n 个运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n combination(s)</source>
        <translation>
            <numerusform>%n 个组合</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repeat(s) of each</source>
        <translation>
            <numerusform>各重复 %n 次</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TargetStore</name>
    <message>
        <source>Could not move %1 to %2: check the permissions of both folders</source>
        <translation>无法将 %1 移到 %2：请检查两个文件夹的权限</translation>
    </message>
</context>
<context>
    <name>TargetWords</name>
    <message>
        <source>%1 (%2)</source>
        <comment>what a field is, its range</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>local: here; ssh: another machine; slurm: a queue, here or behind ssh</source>
        <translation>local：本机；ssh：另一台机器；slurm：队列，在本机或经由 ssh</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>The machine that ssh goes to, as ada@gpu-box</source>
        <translation>ssh 连接的机器，例如 ada@gpu-box</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>0: as ssh&apos;s own configuration says</source>
        <translation>0：按 ssh 自己的配置</translation>
    </message>
    <message>
        <source>ssh options</source>
        <translation>ssh 选项</translation>
    </message>
    <message>
        <source>One a line, as ProxyJump=gate.example.org</source>
        <translation>每行一个，例如 ProxyJump=gate.example.org</translation>
    </message>
    <message>
        <source>Work folder</source>
        <translation>工作文件夹</translation>
    </message>
    <message>
        <source>The workspace there; a relative one is below the home folder</source>
        <translation>那里的工作区；相对路径位于主目录之下</translation>
    </message>
    <message>
        <source>Folder of the programs</source>
        <translation>程序文件夹</translation>
    </message>
    <message>
        <source>Empty: where Install puts them</source>
        <translation>留空：“安装”所放的位置</translation>
    </message>
    <message>
        <source>Prelude</source>
        <translation>前置命令</translation>
    </message>
    <message>
        <source>Shell lines run before every command there, as module load openmpi</source>
        <translation>在那里每条命令之前运行的 shell 行，例如 module load openmpi</translation>
    </message>
    <message>
        <source>Machines for mpirun</source>
        <translation>mpirun 的机器</translation>
    </message>
    <message>
        <source>One a line, as node1 slots=2; empty: the host alone</source>
        <translation>每行一台，例如 node1 slots=2；留空：仅该主机</translation>
    </message>
    <message>
        <source>mpirun options</source>
        <translation>mpirun 选项</translation>
    </message>
    <message>
        <source>One argument a line</source>
        <translation>每行一个参数</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Empty: the cluster&apos;s default</source>
        <translation>留空：集群的默认分区</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Empty: your default</source>
        <translation>留空：您的默认账户</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Machines that one run asks for</source>
        <translation>一次运行请求的机器数</translation>
    </message>
    <message>
        <source>Ranks a node</source>
        <translation>每节点进程数</translation>
    </message>
    <message>
        <source>0: the ranks shared over the nodes</source>
        <translation>0：将进程分摊到各节点</translation>
    </message>
    <message>
        <source>Cores a rank</source>
        <translation>每进程核心数</translation>
    </message>
    <message>
        <source>0: as many as the experiment&apos;s threads of a rank</source>
        <translation>0：与实验中每进程的线程数相同</translation>
    </message>
    <message>
        <source>GPUs a node</source>
        <translation>每节点 GPU 数</translation>
    </message>
    <message>
        <source>0: none is asked for</source>
        <translation>0：不请求</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>时间限制</translation>
    </message>
    <message>
        <source>As 90, 12:00:00 or 1-00; empty: the partition&apos;s</source>
        <translation>例如 90、12:00:00 或 1-00；留空：分区的限制</translation>
    </message>
    <message>
        <source>Checkpoint before it, s</source>
        <translation>提前保存，秒</translation>
    </message>
    <message>
        <source>So long before the limit the run keeps itself and queues again</source>
        <translation>到限制前这么久，运行会保存检查点并重新排队</translation>
    </message>
    <message>
        <source>sbatch options</source>
        <translation>sbatch 选项</translation>
    </message>
    <message>
        <source>One a line, as --constraint=a100</source>
        <translation>每行一个，例如 --constraint=a100</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>核心</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>MPI</source>
        <translation>MPI</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Slurm</source>
        <translation>Slurm</translation>
    </message>
    <message>
        <source>ssh</source>
        <translation>ssh</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>range</comment>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Enter a whole number, %1</source>
        <translation>请输入整数，%1</translation>
    </message>
    <message>
        <source>local</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>程序库</translation>
    </message>
</context>
<context>
    <name>VerdictsCsv</name>
    <message>
        <source>The verdicts could not be written</source>
        <translation>无法写入判定</translation>
    </message>
</context>
<context>
    <name>ViewOverlays</name>
    <message>
        <source>0</source>
        <translation>0</translation>
    </message>
    <message>
        <source>≤ 0</source>
        <translation>≤ 0</translation>
    </message>
    <message>
        <source>scaled to this map&apos;s maximum</source>
        <translation>按此热图的最大值缩放</translation>
    </message>
    <message>
        <source>no evidence for this finding</source>
        <translation>没有支持此征象的证据</translation>
    </message>
    <message>
        <source>%1 cm</source>
        <translation>%1 cm</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>evidence, log odds</source>
        <translation>证据（对数几率）</translation>
    </message>
</context>
<context>
    <name>roentgen::app::AugmentationPreview</name>
    <message>
        <source>Films as training sees them</source>
        <translation>训练所见的影像</translation>
    </message>
    <message>
        <source>What training sees</source>
        <translation>训练所见</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>Show the same films without augmentation, as validation sees them</source>
        <translation>显示同一批影像未增强的样子，即验证所见</translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>重新抽取</translation>
    </message>
    <message>
        <source>Choose a data set to see what training will see.</source>
        <translation>选择数据集，即可看到训练将看到的内容。</translation>
    </message>
    <message>
        <source>Reading films…</source>
        <translation>正在读取影像…</translation>
    </message>
    <message>
        <source>The worker&apos;s answer about these films makes no sense.</source>
        <translation>工作进程关于这些影像的回答无法理解。</translation>
    </message>
    <message>
        <source>The training part has no films.</source>
        <translation>训练部分没有影像。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::CaseFilm</name>
    <message>
        <source>Patient %1</source>
        <translation>患者 %1</translation>
    </message>
</context>
<context>
    <name>roentgen::app::CaseListPanel</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Search image or patient</source>
        <translation>搜索图像或患者</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>征象</translation>
    </message>
    <message>
        <source>All findings</source>
        <translation>全部征象</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>未阅</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>All splits</source>
        <translation>全部划分</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Images read</source>
        <translation>已阅图像</translation>
    </message>
    <message>
        <source>Work-list</source>
        <translation>工作列表</translation>
    </message>
    <message>
        <source>Choose a weights file …</source>
        <translation>选择权重文件…</translation>
    </message>
    <message>
        <source>Add a data set in Studies</source>
        <translation>请在“影像”页添加数据集</translation>
    </message>
    <message>
        <source>%1 of %2 read</source>
        <translation>已阅 %1 / %2</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>显示 %1</translation>
    </message>
    <message>
        <source>No images</source>
        <translation>没有图像</translation>
    </message>
    <message>
        <source>All verdicts</source>
        <translation>所有判断</translation>
    </message>
    <message>
        <source>Shown before an image is read</source>
        <translation>阅片前显示</translation>
    </message>
    <message>
        <source>Labels and answers</source>
        <translation>标签和模型结果</translation>
    </message>
    <message>
        <source>Answers alone</source>
        <translation>仅模型结果</translation>
    </message>
    <message>
        <source>Neither: blind reading</source>
        <translation>均不显示：盲法阅片</translation>
    </message>
    <message>
        <source>Labels are what the data set says of an image, answers what the model says. What is hidden shows as soon as the image is read.</source>
        <translation>标签是数据集对图像的说明，结果是模型给出的。隐藏的内容在图像阅毕后显示。</translation>
    </message>
    <message>
        <source>Images with the finding in their labels, or with a probability at or above the threshold; the most probable first. Labels that are hidden do not count.</source>
        <translation>标签中含该征象，或概率达到阈值的图像；概率最高者在前。隐藏的标签不计入。</translation>
    </message>
    <message>
        <source>An image is read when every finding at or above the threshold has a verdict, or when you say so (D). In blind reading every finding has to have one.</source>
        <translation>达到阈值的征象都已判定，或由您确认 (D) 时，图像即为已阅。盲法阅片时每个征象都须判定。</translation>
    </message>
    <message>
        <source>Export verdicts as CSV … (Ctrl+E)</source>
        <translation>将判定导出为 CSV … (Ctrl+E)</translation>
    </message>
    <message>
        <source>Export verdicts as CSV</source>
        <translation>将判定导出为 CSV</translation>
    </message>
</context>
<context>
    <name>roentgen::app::CaseModel</name>
    <message>
        <source>no labels</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>No finding</source>
        <translation>未见异常</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>image, labels, read or not</comment>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>未阅</translation>
    </message>
    <message>
        <source>labels hidden</source>
        <translation>标签已隐藏</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ChartControls</name>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What the charts run along</source>
        <translation>图表的横轴</translation>
    </message>
    <message>
        <source>log</source>
        <comment>logarithmic scale of the charts&apos; x axis</comment>
        <translation>对数</translation>
    </message>
    <message>
        <source>Logarithmic x axis of the charts (Shift+L)</source>
        <translation>图表 x 轴取对数 (Shift+L)</translation>
    </message>
    <message>
        <source>Logarithmic x axis</source>
        <translation>x 轴取对数</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Smoothing of the charts</source>
        <translation>图表的平滑程度</translation>
    </message>
    <message>
        <source>How much the lines are smoothed; the measured values stay faint behind them</source>
        <translation>曲线的平滑程度；实测值以淡色保留在后面</translation>
    </message>
    <message>
        <source>off</source>
        <comment>smoothing</comment>
        <translation>关</translation>
    </message>
</context>
<context>
    <name>roentgen::app::EngineCall</name>
    <message>
        <source>Could not start %1: check that Roentgen is installed completely</source>
        <translation>无法启动 %1：请检查 Roentgen 是否完整安装</translation>
    </message>
    <message numerus="yes">
        <source>%1 did not answer within %n second(s)</source>
        <translation>
            <numerusform>%1 在 %n 秒内没有应答</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ended without a word (exit code %2)</source>
        <translation>%1 没有任何说明就结束了(退出代码 %2)</translation>
    </message>
</context>
<context>
    <name>roentgen::app::EngineService</name>
    <message>
        <source>The worker gave no reason.</source>
        <translation>工作进程没有说明原因。</translation>
    </message>
    <message>
        <source>Could not start %1</source>
        <translation>无法启动 %1</translation>
    </message>
    <message>
        <source>build it, or put it beside the program roentgen</source>
        <translation>请构建它，或将其放在程序 roentgen 旁边</translation>
    </message>
    <message>
        <source>%1 stopped unexpectedly</source>
        <translation>%1 意外停止</translation>
    </message>
    <message>
        <source>it starts again with the next request</source>
        <translation>下次请求时会重新启动</translation>
    </message>
    <message>
        <source>The worker&apos;s answer makes no sense</source>
        <translation>工作进程的应答无法理解</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentActions</name>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>克隆</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentCentre</name>
    <message>
        <source>Set-up</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>扩展</translation>
    </message>
    <message>
        <source>What is trained, and how</source>
        <translation>训练什么以及如何训练</translation>
    </message>
    <message>
        <source>What more hosts would bring</source>
        <translation>更多主机会带来什么</translation>
    </message>
    <message>
        <source>Parts of the experiment</source>
        <translation>实验的各部分</translation>
    </message>
    <message>
        <source>Search the keys</source>
        <translation>搜索键</translation>
    </message>
    <message>
        <source>Search the keys of the experiment</source>
        <translation>搜索实验的键</translation>
    </message>
    <message>
        <source>Every word must occur in a key&apos;s name, help or choices. Enter goes to the first key (Ctrl+F)</source>
        <translation>每个词都须出现在键的名称、说明或选项中。回车跳到第一个键 (Ctrl+F)</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentForm</name>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Choose the data set&apos;s folder</source>
        <translation>选择数据集文件夹</translation>
    </message>
    <message>
        <source>Folder of the data set</source>
        <translation>数据集文件夹</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a field, and what is wrong there</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Choose the folder of record files</source>
        <translation>选择记录文件的文件夹</translation>
    </message>
    <message>
        <source>Folder of record files</source>
        <translation>记录文件的文件夹</translation>
    </message>
    <message>
        <source>Choose one; Settings makes them</source>
        <translation>请选择一个；可在“设置”中新建</translation>
    </message>
    <message>
        <source>There is no target %1; Settings makes them</source>
        <translation>没有目标 %1；可在“设置”中新建</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentHeading</name>
    <message>
        <source>New experiment from this preset</source>
        <translation>由此预设新建实验</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentLaunch</name>
    <message>
        <source>Launch %1</source>
        <translation>启动 %1</translation>
    </message>
    <message>
        <source>Launch nevertheless</source>
        <translation>仍然启动</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>an experiment, and why it could not be launched</comment>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>Sweep %1 started: %n run(s)</source>
        <translation>
            <numerusform>扫描 %1 已启动：%n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 started</source>
        <translation>已启动 %1</translation>
    </message>
    <message>
        <source>Asking for the script…</source>
        <translation>正在获取脚本…</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentListModel</name>
    <message>
        <source>Cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>%1 · %2 px · epochs: %3</source>
        <comment>architecture, image size, number of epochs</comment>
        <translation>%1 · %2 px · 轮数：%3</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>There is already an experiment of this name</source>
        <translation>已有同名实验</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentListPanel</name>
    <message>
        <source>Experiments and presets</source>
        <translation>实验与预设</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Bring the deleted experiment back (Ctrl+Z)</source>
        <translation>恢复已删除的实验 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>%1 deleted</source>
        <translation>已删除 %1</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentNameEditor</name>
    <message>
        <source>Name of the experiment</source>
        <translation>实验名称</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentsPage</name>
    <message numerus="yes">
        <source>This machine has %n core(s) for training.</source>
        <translation>
            <numerusform>本机有 %n 个核心可用于训练。</numerusform>
        </translation>
    </message>
    <message>
        <source>Correct the file in an editor, or delete it.</source>
        <translation>请在编辑器中修正该文件，或将其删除。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FacetList</name>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Kept filters</source>
        <translation>已保存的筛选</translation>
    </message>
    <message>
        <source>Forget this filter</source>
        <translation>删除此筛选</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FilmCaption</name>
    <message>
        <source>Patient %1</source>
        <translation>患者 %1</translation>
    </message>
    <message>
        <source>aged %1</source>
        <translation>%1 岁</translation>
    </message>
    <message>
        <source>No finding</source>
        <translation>未见异常</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FilmLoader</name>
    <message>
        <source>There is no worker that could read images.</source>
        <translation>没有可读取图像的工作进程。</translation>
    </message>
    <message>
        <source>Reading was cancelled.</source>
        <translation>读取已取消。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FilmPane</name>
    <message>
        <source>Reading %1 …</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>Could not show %1.
%2</source>
        <translation>无法显示 %1。
%2</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FilmWarningBox</name>
    <message>
        <source>Unlike the images that this model was trained on: do not rely on its answer.</source>
        <translation>与此模型的训练图像不同：请勿依赖其结果。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FilmWarningWords</name>
    <message>
        <source>Modality %1; trained on %2</source>
        <translation>模态 %1；训练所用为 %2</translation>
    </message>
    <message>
        <source>Body part %1; trained on %2</source>
        <translation>部位 %1；训练所用为 %2</translation>
    </message>
    <message>
        <source>View %1; trained on %2</source>
        <translation>投照位 %1；训练所用为 %2</translation>
    </message>
    <message>
        <source>%1 pixels; trained on a short side of %2 or more</source>
        <translation>%1 像素；训练图像短边不小于 %2</translation>
    </message>
    <message>
        <source>Width over height %1; trained on %2</source>
        <translation>宽高比 %1；训练图像为 %2</translation>
    </message>
    <message>
        <source>Mean grey %1; trained on %2</source>
        <translation>平均灰度 %1；训练图像为 %2</translation>
    </message>
    <message>
        <source>Contrast %1; trained on %2</source>
        <comment>standard deviation of the greys</comment>
        <translation>对比度 %1；训练图像为 %2</translation>
    </message>
    <message>
        <source>%1 of it is black; trained on %2</source>
        <translation>%1 为黑色；训练图像为 %2</translation>
    </message>
    <message>
        <source>Variety of greys %1 bits; trained on %2</source>
        <translation>灰度丰富度 %1 比特；训练图像为 %2</translation>
    </message>
    <message>
        <source>Bright and dark lie elsewhere: agreement %1; trained on %2 or more</source>
        <translation>明暗分布不同：一致性 %1；训练图像不低于 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <comment>that a model was trained on</comment>
        <translation>
            <numerusform>%n 幅图像</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>a range of numbers</comment>
        <translation>%1 到 %2</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FilterBar</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>images shown of all images</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1: %2. Click to take the filter away</source>
        <translation>%1：%2。点击移除此筛选</translation>
    </message>
    <message>
        <source>Keep this filter under a name (Ctrl+S)</source>
        <translation>以名称保存此筛选 (Ctrl+S)</translation>
    </message>
    <message>
        <source>Keep this filter</source>
        <translation>保存此筛选</translation>
    </message>
    <message>
        <source>Words of any column …</source>
        <translation>任意列中的词…</translation>
    </message>
    <message>
        <source>Every word must occur in the row: patient, study, image, label, sex, view, side, date, split … Put &quot;several words&quot; that belong together in quotes (Ctrl+F)</source>
        <translation>每个词都须出现在该行中：患者、检查、图像、标签、性别、投照体位、侧别、日期、划分… &quot;连在一起的词&quot;请加引号 (Ctrl+F)</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FindingModel</name>
    <message>
        <source>in the labels</source>
        <translation>标签中有</translation>
    </message>
    <message>
        <source>not in the labels</source>
        <translation>标签中没有</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>uncertain</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>未阅</translation>
    </message>
    <message>
        <source>no probability</source>
        <translation>无概率</translation>
    </message>
    <message>
        <source>%1: %2, %3, %4</source>
        <comment>finding, its probability, label, verdict</comment>
        <translation>%1：%2，%3，%4</translation>
    </message>
    <message>
        <source>probability hidden</source>
        <translation>概率已隐藏</translation>
    </message>
    <message>
        <source>label hidden</source>
        <translation>标签已隐藏</translation>
    </message>
    <message>
        <source>The image is unlike those that the model was trained on.</source>
        <translation>该图像与模型的训练图像不同。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FindingPanel</name>
    <message>
        <source>Findings</source>
        <translation>征象</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>From this probability on a finding counts as found</source>
        <translation>概率达到此值即视为检出该征象</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Comment on this finding</source>
        <translation>对此征象的备注</translation>
    </message>
    <message>
        <source>Comment (C); Esc goes back to the image</source>
        <translation>备注 (C)；按 Esc 返回图像</translation>
    </message>
    <message>
        <source>Research use only. Not for diagnosis.</source>
        <translation>仅供研究使用，不得用于诊断。</translation>
    </message>
    <message>
        <source>No finding chosen</source>
        <translation>未选择征象</translation>
    </message>
    <message>
        <source>What was said of this finding so far</source>
        <translation>此征象迄今的审阅记录</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>The image is read, whatever is open (D)</source>
        <translation>图像已阅，不论有无未判定项 (D)</translation>
    </message>
    <message>
        <source>Said to be read</source>
        <translation>已确认为已阅</translation>
    </message>
    <message>
        <source>Read: no finding is open</source>
        <translation>已阅：没有未判定的征象</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) open</source>
        <comment>at or above the threshold, without a verdict</comment>
        <translation>
            <numerusform>%n 个征象未判定</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is open: say when it is read</source>
        <translation>没有未判定项：阅毕请确认</translation>
    </message>
    <message>
        <source>Not read: say when it is</source>
        <translation>未阅：阅毕请确认</translation>
    </message>
    <message>
        <source>the film shows it</source>
        <translation>图像中可见</translation>
    </message>
    <message>
        <source>it does not</source>
        <translation>图像中没有</translation>
    </message>
    <message>
        <source>cannot be told</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <comment>verdict, what it says, its key</comment>
        <translation>%1：%2 (%3)</translation>
    </message>
    <message>
        <source>label hidden</source>
        <translation>标签已隐藏</translation>
    </message>
    <message>
        <source>Not shown before you have read it: say when you have</source>
        <translation>您阅毕之前不显示：阅毕请确认</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ForecastPanel</name>
    <message>
        <source>What will happen</source>
        <translation>将会发生什么</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Global batch</source>
        <translation>全局批大小</translation>
    </message>
    <message>
        <source>Steps per epoch</source>
        <translation>每轮步数</translation>
    </message>
    <message>
        <source>Steps in all</source>
        <translation>总步数</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Shown as soon as the experiment can be launched</source>
        <translation>实验可启动时即显示</translation>
    </message>
    <message>
        <source>Experiment file</source>
        <translation>实验文件</translation>
    </message>
    <message>
        <source>Copy the experiment file</source>
        <translation>复制实验文件</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Start training (Ctrl+Return)</source>
        <translation>开始训练 (Ctrl+Return)</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, patients: %2</source>
        <comment>number of images with its noun, number of patients</comment>
        <translation>%1，患者：%2</translation>
    </message>
    <message>
        <source>%1 (local batch %2, accumulated %3 times, ranks: %4)</source>
        <translation>%1（局部批大小 %2，累积 %3 次，进程数：%4）</translation>
    </message>
    <message>
        <source>%1 (local batch %2, ranks: %3)</source>
        <translation>%1（局部批大小 %2，进程数：%3）</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Launch sweep</source>
        <translation>启动扫描</translation>
    </message>
    <message>
        <source>Train all runs, one after the other, in the background (Ctrl+Return)</source>
        <translation>在后台依次训练所有运行 (Ctrl+Return)</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>放置方式</translation>
    </message>
    <message>
        <source>Job script…</source>
        <translation>作业脚本…</translation>
    </message>
    <message>
        <source>See the script that Slurm is given, and change it before it is launched (Ctrl+J)</source>
        <translation>查看提交给 Slurm 的脚本，并可在启动前修改（Ctrl+J）</translation>
    </message>
</context>
<context>
    <name>roentgen::app::Forecaster</name>
    <message numerus="yes">
        <source>%n core(s)</source>
        <translation>
            <numerusform>%n 个核心</numerusform>
        </translation>
    </message>
    <message>
        <source>no data set chosen yet</source>
        <translation>尚未选择数据集</translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>from ImageNet weights where the workspace has them</source>
        <translation>工作区有 ImageNet 权重时使用</translation>
    </message>
    <message>
        <source>from scratch</source>
        <translation>从头训练</translation>
    </message>
    <message>
        <source>unknown until the first run</source>
        <translation>首次运行前未知</translation>
    </message>
    <message>
        <source>Known once a run of this model, size, batch and ranks was made on this machine</source>
        <translation>在本机以相同模型、大小、批大小和进程数运行一次后即可得知</translation>
    </message>
    <message>
        <source>%1 images/s, measured in %2</source>
        <translation>%1 张/秒，测自 %2</translation>
    </message>
    <message>
        <source>about %1, at %2 images/s as in %3</source>
        <translation>约 %1，按 %3 的 %2 张/秒计</translation>
    </message>
    <message>
        <source>not measured for this model</source>
        <translation>此模型未测量</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>A rank takes about %1; films that are kept between epochs take %2</source>
        <translation>每个进程约占 %1；在轮次间保留的影像占 %2</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>about %1, at the speed measured in %2</source>
        <translation>约 %1，按 %2 中实测的速度</translation>
    </message>
    <message>
        <source>very roughly %1, from this machine&apos;s cores; no such run was measured yet</source>
        <translation>极粗略估计 %1，按本机核心数；尚无同类运行的实测</translation>
    </message>
    <message>
        <source>A factor of two either way. Measured speed takes its place after the first runs.</source>
        <translation>误差可达两倍。完成首批运行后改用实测速度。</translation>
    </message>
    <message>
        <source>roughly %1: measured for %2 of %3 runs, the others from this machine&apos;s cores</source>
        <translation>大约 %1：%3 个运行中 %2 个按实测，其余按本机核心数估计</translation>
    </message>
    <message>
        <source>about %1, as earlier runs took</source>
        <translation>约 %1，与以往运行相同</translation>
    </message>
    <message>
        <source>about %1, from the size of the models</source>
        <translation>约 %1，按模型大小估计</translation>
    </message>
    <message numerus="yes">
        <source>%n NUMA node(s)</source>
        <translation>
            <numerusform>%n 个 NUMA 节点</numerusform>
        </translation>
    </message>
    <message>
        <source>known where it runs</source>
        <translation>在运行所在的机器上才知道</translation>
    </message>
    <message>
        <source>%1: more than the cores. They share them and get slower.</source>
        <comment>ranks × threads</comment>
        <translation>%1：超过核心数，共用核心会变慢。</translation>
    </message>
    <message>
        <source>about %1, more than the %2 that there are</source>
        <translation>约 %1，超过现有的 %2</translation>
    </message>
    <message>
        <source>This needs about %1 of memory; the machine where it runs has %2, and would end it. Lower the ranks, the batch or the image size.</source>
        <translation>这需要约 %1 内存；运行它的机器只有 %2，会将其终止。请减少进程数、批大小或图像尺寸。</translation>
    </message>
    <message>
        <source>This needs about %1 of memory; this machine has %2, and would end it. Lower the ranks, the batch or the image size.</source>
        <translation>这需要约 %1 内存；本机只有 %2，会将其终止。请减少进程数、批大小或图像尺寸。</translation>
    </message>
    <message>
        <source>This needs about %1 of memory; this machine has %2, and would end it. Lower the batch or the image size.</source>
        <translation>这需要约 %1 内存；本机只有 %2，会将其终止。请减小批大小或图像尺寸。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FormSectionBox</name>
    <message>
        <source>Open or close this section</source>
        <translation>展开或折叠此部分</translation>
    </message>
    <message>
        <source>needs a correction</source>
        <comment>of a section of the form</comment>
        <translation>需要更正</translation>
    </message>
    <message>
        <source>Keys that the chosen optimizer, loss, schedule or architecture does not use</source>
        <translation>所选优化器、损失、学习率调度或结构不使用的键</translation>
    </message>
    <message numerus="yes">
        <source>Hide %n unused key(s)</source>
        <translation>
            <numerusform>隐藏 %n 个未使用的键</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unused key(s)</source>
        <translation>
            <numerusform>%n 个未使用的键</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::FormSheet</name>
    <message>
        <source>No key has these words.</source>
        <translation>没有键含有这些词。</translation>
    </message>
    <message>
        <source>Input pipeline</source>
        <translation>输入管线</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
</context>
<context>
    <name>roentgen::app::HeatmapStrip</name>
    <message>
        <source>Previous image (←)</source>
        <translation>上一张图像 (←)</translation>
    </message>
    <message>
        <source>Next image (→)</source>
        <translation>下一张图像 (→)</translation>
    </message>
    <message>
        <source>Below the threshold</source>
        <translation>低于阈值</translation>
    </message>
    <message>
        <source>The heatmap of a finding below the threshold is shown on request (H).</source>
        <translation>低于阈值的征象，其热图按需显示 (H)。</translation>
    </message>
    <message>
        <source>Heatmap (H)</source>
        <translation>热图 (H)</translation>
    </message>
    <message>
        <source>Heatmap opacity</source>
        <translation>热图不透明度</translation>
    </message>
    <message>
        <source>Heatmap opacity ([ and ])</source>
        <translation>热图不透明度（[ 和 ]）</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>roentgen::app::JobBar</name>
    <message>
        <source>%1 s left</source>
        <translation>剩余 %1 秒</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>剩余 %1 分钟</translation>
    </message>
    <message>
        <source>%1 h left</source>
        <translation>剩余 %1 小时</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>For research use only</source>
        <translation>仅供研究使用</translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %n more)</source>
        <translation>
            <numerusform>%1（另有 %n 项）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::LayoutDialog</name>
    <message>
        <source>How this data set is read</source>
        <translation>此数据集的读取方式</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Table of labels</source>
        <translation>标签表</translation>
    </message>
    <message>
        <source>A rule of your own</source>
        <translation>自定义规则</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Rule for patients</source>
        <translation>患者规则</translation>
    </message>
    <message>
        <source>(…) in the film&apos;s path is the patient</source>
        <translation>影像路径中的 (…) 即患者</translation>
    </message>
    <message>
        <source>A regular expression: what its first group (…) finds in a film&apos;s path below the folder is the patient</source>
        <translation>正则表达式：其第一个分组 (…) 在影像相对路径中匹配到的内容即患者</translation>
    </message>
    <message>
        <source>The layout&apos;s own, where it has one</source>
        <translation>布局自带的表格（如有）</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Found out: %1</source>
        <translation>已识别：%1</translation>
    </message>
</context>
<context>
    <name>roentgen::app::LayoutPreview</name>
    <message>
        <source>A class</source>
        <translation>一个类别</translation>
    </message>
    <message>
        <source>No finding</source>
        <translation>未见异常</translation>
    </message>
    <message>
        <source>A source: its folders count</source>
        <translation>来源：看其下文件夹</translation>
    </message>
    <message>
        <source>No films: masks and the like</source>
        <translation>非影像：掩膜等</translation>
    </message>
    <message>
        <source>WHAT ITS FOLDERS HOLD</source>
        <translation>各文件夹的内容</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Known by</source>
        <translation>识别依据</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>What its folders hold</source>
        <translation>各文件夹的内容</translation>
    </message>
    <message>
        <source>Some of its rows</source>
        <translation>部分行</translation>
    </message>
    <message>
        <source>SOME OF ITS ROWS</source>
        <translation>部分行</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln class(es)</source>
        <translation>
            <numerusform>%Ln 个类别</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln 名患者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) name their patient inside</source>
        <translation>
            <numerusform>%Ln 个文件的患者写在文件内部</numerusform>
        </translation>
    </message>
    <message>
        <source>not offered any more: %1</source>
        <comment>classes</comment>
        <translation>不再提供：%1</translation>
    </message>
    <message>
        <source>What %1 holds</source>
        <translation>%1 的内容</translation>
    </message>
</context>
<context>
    <name>roentgen::app::Library</name>
    <message>
        <source>Could not write to the library</source>
        <translation>无法写入资料库</translation>
    </message>
    <message>
        <source>The library %1 cannot be read (%2). It was left as it is: put back a copy, or move it away to begin a new one.</source>
        <translation>无法读取资料库 %1（%2）。文件未作改动：请恢复备份，或将其移走以新建资料库。</translation>
    </message>
    <message>
        <source>The library %1 was made by a newer Roentgen (schema %2, this one knows %3). It was left as it is: open this workspace with that version.</source>
        <translation>资料库 %1 由更新版本的 Roentgen 创建（模式 %2，当前版本支持 %3）。文件未作改动：请用该版本打开此工作区。</translation>
    </message>
    <message>
        <source>The library %1 cannot be made: %2</source>
        <translation>无法创建资料库 %1：%2</translation>
    </message>
    <message>
        <source>The library %1 cannot be opened: its disk is full. Make room on it, then open the workspace again.</source>
        <translation>无法打开资料库 %1：磁盘已满。请腾出空间后重新打开此工作区。</translation>
    </message>
    <message>
        <source>it could not be flushed to the disk</source>
        <translation>无法写入磁盘</translation>
    </message>
    <message>
        <source>it could not be renamed</source>
        <translation>无法重命名</translation>
    </message>
    <message>
        <source>The library %1 cannot be opened: %2</source>
        <translation>无法打开资料库 %1：%2</translation>
    </message>
    <message>
        <source>The library %1 is of an older Roentgen, and could not be copied before it is changed: %2. It was left as it is: make room on its disk, then open it again.</source>
        <translation>资料库 %1 来自较早版本的 Roentgen，转换前未能备份：%2。资料库保持原样：请腾出磁盘空间后重新打开。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::MachineProbe</name>
    <message>
        <source>none found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>not installed: training runs in one process</source>
        <translation>未安装：训练在单个进程中进行</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n core(s)</source>
        <translation>
            <numerusform>%1，%n 个核心</numerusform>
        </translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指令集</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>yes: training uses it by default</source>
        <translation>是：训练默认使用</translation>
    </message>
    <message>
        <source>no: training uses fp32</source>
        <translation>否：训练使用 fp32</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>%1, %2 free</source>
        <translation>%1，空闲 %2</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>空闲 %1</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>MPI</source>
        <translation>MPI</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
</context>
<context>
    <name>roentgen::app::Navigator</name>
    <message>
        <source>Studies</source>
        <comment>under an icon: at most ten letters</comment>
        <translation>影像</translation>
    </message>
    <message>
        <source>Experiments</source>
        <comment>under an icon: at most ten letters</comment>
        <translation>实验</translation>
    </message>
    <message>
        <source>Runs</source>
        <comment>under an icon: at most ten letters</comment>
        <translation>运行</translation>
    </message>
    <message>
        <source>Review</source>
        <comment>under an icon: at most ten letters</comment>
        <translation>审阅</translation>
    </message>
    <message>
        <source>Settings</source>
        <comment>under an icon: at most ten letters</comment>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>roentgen::app::NoModelNote</name>
    <message>
        <source>No model to review yet</source>
        <translation>尚无可审阅的模型</translation>
    </message>
    <message>
        <source>Review shows what a trained model says of an image and where it sees it, beside the labels. Train a model first, or choose a weights file.</source>
        <translation>“审阅”在标签旁显示训练好的模型对图像的判断及其所见位置。请先训练模型，或选择权重文件。</translation>
    </message>
    <message>
        <source>Set up an experiment</source>
        <translation>设置实验</translation>
    </message>
    <message>
        <source>Choose a weights file …</source>
        <translation>选择权重文件…</translation>
    </message>
</context>
<context>
    <name>roentgen::app::NothingFound</name>
    <message>
        <source>No image matches</source>
        <translation>没有匹配的图像</translation>
    </message>
    <message>
        <source>Every word must occur in the row of an image: in its patient, study, file, labels, sex, view, side, date, modality, split or problem.</source>
        <translation>每个词都须出现在图像所在行：患者、检查、文件、标签、性别、投照体位、侧别、日期、成像方式、划分或问题。</translation>
    </message>
    <message>
        <source>A word may occur in the patient, study, file, labels, sex, view, side, date, modality, split or problem of an image.</source>
        <translation>词可出现在图像的患者、检查、文件、标签、性别、投照体位、侧别、日期、成像方式、划分或问题中。</translation>
    </message>
    <message numerus="yes">
        <source>Without the filter %1: %Ln image(s)</source>
        <translation>
            <numerusform>去掉筛选“%1”：%Ln 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Without &quot;%1&quot;: %Ln image(s)</source>
        <translation>
            <numerusform>去掉“%1”：%Ln 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all images</source>
        <translation>显示全部图像</translation>
    </message>
</context>
<context>
    <name>roentgen::app::PaneRow</name>
    <message>
        <source>There is no further image.</source>
        <translation>没有更多图像。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::PathDialog</name>
    <message>
        <source>Hidden entries</source>
        <translation>隐藏项</translation>
    </message>
    <message>
        <source>This is no folder.</source>
        <translation>这不是文件夹。</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>没有这个文件夹。</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>没有这个文件。</translation>
    </message>
    <message>
        <source>Nothing can be written into this folder.</source>
        <translation>无法写入此文件夹。</translation>
    </message>
    <message>
        <source>There is a file of this name.</source>
        <translation>已有同名文件。</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>The folder above (%1)</source>
        <translation>上级文件夹 (%1)</translation>
    </message>
    <message>
        <source>The folder above</source>
        <translation>上级文件夹</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Any path; ~ is your home folder (Ctrl+L)</source>
        <translation>任意路径；~ 代表您的主文件夹 (Ctrl+L)</translation>
    </message>
    <message>
        <source>Also list entries whose names begin with a dot (Ctrl+H)</source>
        <translation>同时列出名称以点开头的项 (Ctrl+H)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Take what the field says (Ctrl+Return)</source>
        <translation>采用输入框中的路径 (Ctrl+Return)</translation>
    </message>
</context>
<context>
    <name>roentgen::app::PathEntries</name>
    <message>
        <source>Entries of the folder</source>
        <translation>文件夹内容</translation>
    </message>
</context>
<context>
    <name>roentgen::app::PathModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>修改时间</translation>
    </message>
</context>
<context>
    <name>roentgen::app::PathPlaces</name>
    <message>
        <source>Places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>主文件夹</translation>
    </message>
    <message>
        <source>Last folder</source>
        <translation>上次的文件夹</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>本机</translation>
    </message>
</context>
<context>
    <name>roentgen::app::PredictorClient</name>
    <message>
        <source>There is no worker that could run models.</source>
        <translation>没有可运行模型的工作进程。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ProblemDialog</name>
    <message>
        <source>Problem in the data set</source>
        <translation>数据集中的问题</translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln are listed.</source>
        <translation>
            <numerusform>列出前 %Ln 项。</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the chosen rows, or all (Ctrl+C)</source>
        <translation>复制所选行，或全部 (Ctrl+C)</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write the list as a CSV file</source>
        <translation>将列表写入 CSV 文件</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>导出列表</translation>
    </message>
    <message>
        <source>CSV files</source>
        <translation>CSV 文件</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ProblemModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题所在</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ReadingStore</name>
    <message>
        <source>%1: %2</source>
        <comment>finding, verdict</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>There is no library to keep readings in.</source>
        <translation>没有可保存判定的资料库。</translation>
    </message>
    <message>
        <source>%1 has been read in another window since. It stays as it is.</source>
        <comment>finding</comment>
        <translation>%1 已在另一窗口中审阅，保持不变。</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>The image</source>
        <translation>该图像</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ReadingWords</name>
    <message>
        <source>somebody</source>
        <comment>a reader without a name</comment>
        <translation>某人</translation>
    </message>
    <message>
        <source>comment removed</source>
        <translation>备注已删除</translation>
    </message>
    <message>
        <source>comment “%1”</source>
        <translation>备注“%1”</translation>
    </message>
    <message>
        <source>verdict taken back</source>
        <translation>判定已撤回</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>verdict, comment</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1  %2: %3</source>
        <comment>time, reader, what was said</comment>
        <translation>%1  %2：%3</translation>
    </message>
    <message>
        <source>%1 in another window: %2, %3, %4</source>
        <comment>reader; film; finding; what was said</comment>
        <translation>%1 在另一窗口：%2，%3，%4</translation>
    </message>
    <message numerus="yes">
        <source>%1 in another window: %n film(s), the last is %2</source>
        <comment>reader; number; film</comment>
        <translation>
            <numerusform>%1 在另一窗口：%n 张片子，最近的是 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in another window: %2 is read</source>
        <comment>reader; film</comment>
        <translation>%1 在另一窗口：%2 已阅</translation>
    </message>
    <message>
        <source>%1 in another window: %2 is not read any more</source>
        <comment>reader; film</comment>
        <translation>%1 在另一窗口：%2 改为未阅</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ReviewLoader</name>
    <message>
        <source>There is no worker that could read images.</source>
        <translation>没有可读取图像的工作进程。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ReviewPage</name>
    <message>
        <source>The run %1 has no weights yet.</source>
        <translation>运行 %1 尚无权重。</translation>
    </message>
    <message>
        <source>Choose a weights file</source>
        <translation>选择权重文件</translation>
    </message>
    <message>
        <source>There are no images to review. Add a data set in Studies.</source>
        <translation>没有可审阅的图像。请在“影像”页添加数据集。</translation>
    </message>
    <message>
        <source>Reading the list of images …</source>
        <translation>正在读取图像列表…</translation>
    </message>
    <message>
        <source>finding</source>
        <translation>征象</translation>
    </message>
    <message>
        <source>previous, next image</source>
        <translation>上一张、下一张图像</translation>
    </message>
    <message>
        <source>accept, reject, uncertain</source>
        <translation>接受、拒绝、不确定</translation>
    </message>
    <message>
        <source>comment; Esc goes back</source>
        <translation>备注；按 Esc 返回</translation>
    </message>
    <message>
        <source>heatmap on or off</source>
        <translation>显示或隐藏热图</translation>
    </message>
    <message>
        <source>heatmap opacity</source>
        <translation>热图不透明度</translation>
    </message>
    <message>
        <source>Ctrl+Z  Ctrl+Y</source>
        <translation>Ctrl+Z  Ctrl+Y</translation>
    </message>
    <message>
        <source>undo, redo a verdict</source>
        <translation>撤销、重做判定</translation>
    </message>
    <message>
        <source>image alone, or with the panels</source>
        <translation>只显示图像，或连同面板</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>image read, or not</source>
        <translation>图像已阅或未阅</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>export verdicts</source>
        <translation>导出判定</translation>
    </message>
    <message>
        <source>There are no images whose verdicts could be exported.</source>
        <translation>没有可导出判定的图像。</translation>
    </message>
    <message>
        <source>verdicts</source>
        <comment>name of a file</comment>
        <translation>判定</translation>
    </message>
    <message>
        <source>Export verdicts</source>
        <translation>导出判定</translation>
    </message>
    <message>
        <source>CSV files</source>
        <translation>CSV 文件</translation>
    </message>
    <message>
        <source>Verdicts written to %1</source>
        <translation>判定已写入 %1</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ReviewWords</name>
    <message>
        <source>The model could not be loaded. %1</source>
        <translation>无法加载模型。%1</translation>
    </message>
    <message>
        <source>Loading the model …</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>No answer for this image. %1</source>
        <translation>该图像没有结果。%1</translation>
    </message>
    <message>
        <source>Asking the model …</source>
        <translation>正在询问模型…</translation>
    </message>
    <message>
        <source>Trained on %1</source>
        <comment>number and kind of images</comment>
        <translation>训练数据：%1</translation>
    </message>
    <message>
        <source>An image that is unlike these gets a warning.</source>
        <translation>与之不同的图像会给出警告。</translation>
    </message>
    <message>
        <source>What it was trained on is not known</source>
        <translation>训练数据未知</translation>
    </message>
    <message>
        <source>The weights do not say it, so images that are unlike those of the training cannot be told.</source>
        <translation>权重中没有记录，因此无法识别与训练图像不同的图像。</translation>
    </message>
    <message>
        <source>Images of the run that the data set no longer has: %1.</source>
        <translation>数据集中已不存在的该运行图像：%1。</translation>
    </message>
    <message>
        <source>Damaged rows of predictions.csv, left out: %1.</source>
        <translation>predictions.csv 中已跳过的损坏行：%1。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunActions</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Write a checkpoint, then stop</source>
        <translation>写入检查点后停止</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>立即停止</translation>
    </message>
    <message>
        <source>Stop at once; what came after the last checkpoint is lost</source>
        <translation>立即停止；最后一个检查点之后的内容将丢失</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint; without one, from the beginning</source>
        <translation>从最近的检查点继续；没有检查点则从头开始</translation>
    </message>
    <message>
        <source>Open in Review</source>
        <translation>在“审阅”中打开</translation>
    </message>
    <message>
        <source>See what the best weights of this run say about films</source>
        <translation>查看此运行的最佳权重对影像的判断</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More actions for the selected runs</source>
        <translation>对所选运行的更多操作</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) stop at once</source>
        <translation>
            <numerusform>%n 个运行立即停止</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>an action, and on how many runs</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>Copy %n command(s)</source>
        <translation>
            <numerusform>复制 %n 条命令</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export metrics of %n run(s) as CSV…</source>
        <translation>
            <numerusform>将 %n 个运行的指标导出为 CSV…</numerusform>
        </translation>
    </message>
    <message>
        <source>Export metrics as CSV…</source>
        <translation>导出指标为 CSV…</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run(s)…</source>
        <translation>
            <numerusform>删除 %n 个运行…</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete run…</source>
        <translation>删除运行…</translation>
    </message>
    <message numerus="yes">
        <source>%n of the runs could not be asked: %1</source>
        <translation>
            <numerusform>有 %n 个运行无法通知：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>The run leaves the queue</source>
        <translation>训练正在退出队列</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) write a checkpoint and stop</source>
        <translation>
            <numerusform>%n 个运行写入检查点后停止</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) go on</source>
        <translation>
            <numerusform>%n 个运行继续</numerusform>
        </translation>
    </message>
    <message>
        <source>The run goes on from its last checkpoint</source>
        <translation>运行从最后一个检查点继续</translation>
    </message>
    <message>
        <source>The run begins again: it had not come to a checkpoint</source>
        <translation>运行从头开始：它尚未到达检查点</translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) copied</source>
        <translation>
            <numerusform>已复制 %n 条命令</numerusform>
        </translation>
    </message>
    <message>
        <source>Export metrics</source>
        <translation>导出指标</translation>
    </message>
    <message>
        <source>CSV files</source>
        <translation>CSV 文件</translation>
    </message>
    <message numerus="yes">
        <source>Metrics of %n run(s) written to %1</source>
        <translation>
            <numerusform>已将 %n 个运行的指标写入 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete %1? Its folder moves to the trash and can be brought back from there with a file manager.</source>
        <translation>删除 %1？其文件夹将移入回收站，可用文件管理器从那里恢复。</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run(s)? Their folders move to the trash and can be brought back from there with a file manager.</source>
        <translation>
            <numerusform>删除 %n 个运行？其文件夹将移入回收站，可用文件管理器从那里恢复。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the selected run(s) still go on, and stay.</source>
        <translation>
            <numerusform>所选运行中有 %n 个仍在进行，将保留。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete runs</source>
        <translation>删除运行</translation>
    </message>
    <message numerus="yes">
        <source>%n of the selected run(s) have not been read yet, and stay.</source>
        <translation>
            <numerusform>所选运行中有 %n 个尚未读取，将保留。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunCentre</name>
    <message>
        <source>Reading runs: %1 of %2</source>
        <translation>正在读取运行：%1 / %2</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) selected</source>
        <translation>
            <numerusform>已选择 %n 个运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the first %n are drawn</source>
        <translation>
            <numerusform>绘出前 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>best %1 %2 (%3)</source>
        <comment>a metric, its value, the run</comment>
        <translation>最佳 %1 %2（%3）</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunComparison</name>
    <message>
        <source>What the selected runs differ in</source>
        <translation>所选运行的不同之处</translation>
    </message>
    <message>
        <source>Ctrl+C copies the table</source>
        <translation>Ctrl+C 复制表格</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>张/秒</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>已用时间</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>训练图像</translation>
    </message>
    <message>
        <source>Engine</source>
        <comment>version of the program that trained</comment>
        <translation>引擎</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>Their experiments are the same in every key.</source>
        <translation>它们的实验在所有键上都相同。</translation>
    </message>
    <message>
        <source>What is the same in all of them is left out.</source>
        <translation>所有运行都相同的内容已省略。</translation>
    </message>
    <message>
        <source>How they went</source>
        <translation>运行结果</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>Best %1</source>
        <comment>a metric</comment>
        <translation>最佳 %1</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunInspector</name>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Parameters of the run</source>
        <translation>运行参数</translation>
    </message>
    <message>
        <source>Values in bold differ from the defaults. Ctrl+C copies a row</source>
        <translation>粗体值与默认值不同。Ctrl+C 复制一行</translation>
    </message>
    <message>
        <source>End of the run&apos;s log</source>
        <translation>运行日志末尾</translation>
    </message>
    <message>
        <source>The run has written nothing to its log yet</source>
        <translation>该运行尚未写入日志</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>device and precision: cpu, bf16</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Ranks</source>
        <translation>进程数</translation>
    </message>
    <message>
        <source>Threads per rank</source>
        <translation>每进程线程数</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>%1 training, %2 validation</source>
        <translation>训练 %1，验证 %2</translation>
    </message>
    <message>
        <source>Started from</source>
        <translation>起始权重</translation>
    </message>
    <message>
        <source>scratch</source>
        <comment>random initial weights</comment>
        <translation>从头训练</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>number of warnings, text of the newest</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Damaged events</source>
        <translation>损坏的事件</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Job</source>
        <comment>of Slurm</comment>
        <translation>作业</translation>
    </message>
    <message>
        <source>Gradients summed by</source>
        <translation>梯度求和方式</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunLauncher</name>
    <message>
        <source>Could not write %1: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>This needs about %1 GB of memory; the machine where it runs has %2 GB, and would end it. Lower the ranks, the batch or the image size.</source>
        <translation>这需要约 %1 GB 内存；运行它的机器只有 %2 GB，会将其终止。请减少进程数、批大小或图像尺寸。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunListModel</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Images per second, all ranks together</source>
        <translation>每秒图像数，全部进程合计</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>张/秒</translation>
    </message>
    <message>
        <source>Time of training, without pauses</source>
        <translation>训练时间（不含暂停）</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>已用时间</translation>
    </message>
    <message>
        <source>Time left, from the pace so far</source>
        <translation>按目前速度估计的剩余时间</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>started %1</source>
        <translation>开始于 %1</translation>
    </message>
    <message>
        <source>After every epoch: %1</source>
        <comment>a metric</comment>
        <translation>每轮之后：%1</translation>
    </message>
    <message>
        <source>Best on the validation part: %1</source>
        <comment>a metric</comment>
        <translation>验证部分上的最佳值：%1</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunListPanel</name>
    <message>
        <source>Filter by name or state</source>
        <translation>按名称或状态筛选</translation>
    </message>
    <message>
        <source>Filter runs (Ctrl+F)</source>
        <translation>筛选运行 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Filter runs</source>
        <translation>筛选运行</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>As many as fit</source>
        <translation>能放下多少就显示多少</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunNotice</name>
    <message>
        <source>the machines that it needs are busy</source>
        <translation>所需的机器正忙</translation>
    </message>
    <message>
        <source>others come first</source>
        <translation>其他作业优先</translation>
    </message>
    <message>
        <source>its time has not come yet</source>
        <translation>尚未到开始时间</translation>
    </message>
    <message>
        <source>you hold it; scontrol release lets it go</source>
        <translation>您已将其挂起；用 scontrol release 放行</translation>
    </message>
    <message>
        <source>the cluster&apos;s administrator holds it</source>
        <translation>集群管理员已将其挂起</translation>
    </message>
    <message>
        <source>it waits for another job</source>
        <translation>正在等待另一个作业</translation>
    </message>
    <message>
        <source>the machines that it needs are down or kept for something else</source>
        <translation>所需的机器已停机或留作他用</translation>
    </message>
    <message>
        <source>its partition is switched off</source>
        <translation>其分区已关闭</translation>
    </message>
    <message>
        <source>its time limit is longer than the partition allows</source>
        <translation>其时限超过分区所允许的时长</translation>
    </message>
    <message>
        <source>it asks for more nodes than the partition has</source>
        <translation>请求的节点数超过分区所有</translation>
    </message>
    <message>
        <source>The run is alive but has been silent for more than half a minute. Its log may say why.</source>
        <translation>该运行仍在，但已沉默半分钟以上。日志中或有原因。</translation>
    </message>
    <message>
        <source>The run&apos;s machine cannot be asked now, which does not touch the run. Last heard of at %1. %2</source>
        <comment>a time; why, in the words of the program that tried</comment>
        <translation>目前无法联系该训练所在的机器，但训练本身不受影响。最后一次联系：%1。%2</translation>
    </message>
    <message>
        <source>The run&apos;s folder is there, but it was never started.</source>
        <translation>运行文件夹存在，但从未启动。</translation>
    </message>
    <message>
        <source>The run waits in the queue of its cluster.</source>
        <translation>该训练正在集群队列中等待。</translation>
    </message>
    <message>
        <source>The run waits in the queue of its cluster (job %1, %2).</source>
        <comment>number, state as Slurm names it</comment>
        <translation>该训练正在集群队列中等待（作业 %1，%2）。</translation>
    </message>
    <message>
        <source>Reason: %1.</source>
        <translation>原因：%1。</translation>
    </message>
    <message>
        <source>Expected to start at %1.</source>
        <comment>a time</comment>
        <translation>预计开始时间：%1。</translation>
    </message>
    <message>
        <source>Slurm does not say yet when it will start.</source>
        <translation>Slurm 尚未给出开始时间。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a reason in words, and as Slurm names it</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>The run waits in the queue of its cluster (job %1).</source>
        <translation>该训练正在集群队列中等待（作业 %1）。</translation>
    </message>
    <message>
        <source>The run was asked to stop. Stop now ends it within ten seconds, whatever it does.</source>
        <translation>已请求停止该训练。无论它在做什么，“立即停止”都会在十秒内将其结束。</translation>
    </message>
    <message>
        <source>The system ended the run for lack of memory. Start it with fewer ranks, a smaller batch or a smaller image size.</source>
        <translation>系统因内存不足终止了此运行。请用更少的进程、更小的批或更小的图像尺寸启动。</translation>
    </message>
    <message>
        <source>The run&apos;s process is gone and left no message (killed, or the machine went down).</source>
        <translation>运行的进程已消失且未留下信息（被终止，或机器宕机）。</translation>
    </message>
    <message>
        <source>Resume goes on from its last checkpoint.</source>
        <translation>“继续”将从其最近的检查点接着运行。</translation>
    </message>
    <message>
        <source>It had not come to a checkpoint: Resume begins again.</source>
        <translation>它尚未到达检查点：“继续”将从头开始。</translation>
    </message>
    <message>
        <source>The run ended early: validation had not become better for as many epochs as the experiment waits (“Stop early”).</source>
        <translation>训练提前结束：验证结果已有实验所等待的那么多轮没有变好（“提前停止”）。</translation>
    </message>
    <message>
        <source>Lower the learning rate, add warm-up epochs or clip the gradients in the experiment and launch it again. With “When the loss explodes” at rollback a run goes on from its last checkpoint by itself.</source>
        <translation>请在实验中降低学习率、增加预热轮数或裁剪梯度，然后重新启动。若把“损失爆炸时”设为 rollback，训练会自行从最后的检查点继续。</translation>
    </message>
    <message>
        <source>The run was stopped on request and wrote a checkpoint.</source>
        <translation>训练已按要求停止并写入检查点。</translation>
    </message>
    <message>
        <source>The run was stopped at once on request.</source>
        <translation>训练已按要求立即停止。</translation>
    </message>
    <message>
        <source>The run was ended on request, without a word of its own.</source>
        <translation>训练已按要求结束，自身没有留下消息。</translation>
    </message>
    <message>
        <source>The run was cancelled before it began. Resume begins it.</source>
        <translation>运行在开始之前已被取消。“继续”会开始它。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunRemover</name>
    <message>
        <source>Moving runs to the trash</source>
        <translation>正在将运行移入回收站</translation>
    </message>
    <message>
        <source>%1 moved to the trash</source>
        <translation>%1 已移入回收站</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) moved to the trash</source>
        <translation>
            <numerusform>已将 %n 个运行移入回收站</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunsPage</name>
    <message>
        <source>No runs yet</source>
        <translation>尚无运行</translation>
    </message>
    <message>
        <source>A run is one training of an experiment. Launch one, and follow its curves here.</source>
        <translation>一次运行就是一个实验的一次训练。启动一次，即可在此查看曲线。</translation>
    </message>
    <message>
        <source>Set up an experiment</source>
        <translation>设置实验</translation>
    </message>
    <message>
        <source>The sweep stops; its runs write a checkpoint</source>
        <translation>扫描停止；其运行会写入检查点</translation>
    </message>
    <message>
        <source>The sweep goes on</source>
        <translation>扫描继续</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) have not begun yet</source>
        <translation>
            <numerusform>%n 个运行尚未开始</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::ScalingFields</name>
    <message>
        <source>Hosts</source>
        <translation>主机数</translation>
    </message>
    <message>
        <source>Numbers of hosts, 1 to %1, like 1, 2, 4, 8</source>
        <translation>主机数量，1 到 %1，例如 1, 2, 4, 8</translation>
    </message>
    <message>
        <source>Link bandwidth</source>
        <translation>链路带宽</translation>
    </message>
    <message>
        <source>Gbit/s</source>
        <translation>Gbit/s</translation>
    </message>
    <message>
        <source>Of the network between hosts, each way, %1 to %2 Gbit/s</source>
        <translation>主机间网络的单向带宽，%1 到 %2 Gbit/s</translation>
    </message>
    <message>
        <source>Link latency</source>
        <translation>链路延迟</translation>
    </message>
    <message>
        <source>µs</source>
        <comment>microseconds</comment>
        <translation>µs</translation>
    </message>
    <message>
        <source>Of one message between hosts, 0 to %1 µs</source>
        <translation>主机间一条消息的延迟，0 到 %1 µs</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ScalingPanel</name>
    <message>
        <source>Progress of the measurement</source>
        <translation>测量进度</translation>
    </message>
    <message>
        <source>Weak: every rank keeps its batch. Strong: all hosts share the batch of one. The model assumes equal hosts and a network for them alone; a real cluster reaches less.</source>
        <translation>弱扩展：每个进程保持其批大小。强扩展：所有主机分担一台主机的批。模型假设主机相同且独占网络；实际集群会低于此值。</translation>
    </message>
    <message>
        <source>Measured %1 on %2: %3 images/s with a local batch of %4, ranks: %5, threads of each: %6.</source>
        <translation>%1 在 %2 上测得：%3 图像/秒，本地批大小 %4，进程数：%5，每个进程的线程数：%6。</translation>
    </message>
    <message>
        <source>Measuring on this machine, %1 of %2</source>
        <translation>正在本机测量，第 %1 次，共 %2 次</translation>
    </message>
    <message>
        <source>Measuring on this machine</source>
        <translation>正在本机测量</translation>
    </message>
    <message>
        <source>%1 is being measured.</source>
        <translation>正在测量 %1。</translation>
    </message>
    <message>
        <source>Make an experiment from this preset to plan it.</source>
        <translation>请先由此预设创建实验，再进行规划。</translation>
    </message>
    <message>
        <source>Measure this experiment&apos;s step on this machine first. It takes a minute or more and needs no images.</source>
        <translation>请先在本机测量此实验的训练步。需要一分钟或更长时间，不需要图像。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>重新测量</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>End the measurement</source>
        <translation>结束测量</translation>
    </message>
    <message>
        <source>Time the training step on this machine, on synthetic images</source>
        <translation>用合成图像在本机测量训练步的时间</translation>
    </message>
    <message>
        <source>Out of date. Changed since: %1.</source>
        <translation>已过时。此后更改：%1。</translation>
    </message>
    <message>
        <source>The machine was busy with other work then. Measure again when it is quiet.</source>
        <translation>测量时本机正忙于其他工作。请在空闲时重新测量。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ScalingPlanner</name>
    <message>
        <source>Measuring %1</source>
        <translation>正在测量 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ScriptDialog</name>
    <message>
        <source>Job script of %1</source>
        <comment>the id of a run</comment>
        <translation>%1 的作业脚本</translation>
    </message>
    <message>
        <source>Slurm is given this script as it stands here. Changes count for this run alone; what every run shall have belongs into the target&apos;s prelude and sbatch options, in Settings.</source>
        <translation>提交给 Slurm 的就是此处的脚本。修改仅对本次训练有效；所有训练都需要的内容，请在“设置”中写入目标的前置命令和 sbatch 选项。</translation>
    </message>
    <message>
        <source>Job script</source>
        <translation>作业脚本</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Submit this script (Ctrl+Return)</source>
        <translation>提交此脚本（Ctrl+回车）</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Back to the script as it was generated</source>
        <translation>恢复为生成时的脚本</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>roentgen::app::Session</name>
    <message>
        <source>%1 stopped unexpectedly. It starts again when it is needed.</source>
        <translation>%1 意外停止，需要时会重新启动。</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>There is no folder %1. Make a workspace there?</source>
        <translation>文件夹 %1 不存在。要在那里建立工作区吗？</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>建立</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SettingsPage</name>
    <message>
        <source>APPEARANCE</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>WORKSPACE</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>选择其他…</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>Choose a workspace folder</source>
        <translation>选择工作区文件夹</translation>
    </message>
    <message>
        <source>Roentgen opens %1 at its next start.</source>
        <translation>Roentgen 将在下次启动时打开 %1。</translation>
    </message>
    <message>
        <source>TRAINING</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Shared fairly among the ranks</source>
        <translation>在各进程间平均分配</translation>
    </message>
    <message>
        <source>0 to %1; what a new experiment begins with</source>
        <translation>0 到 %1；新实验的初始值</translation>
    </message>
    <message>
        <source>Threads of each rank</source>
        <translation>每进程线程数</translation>
    </message>
    <message>
        <source>THIS MACHINE</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>ABOUT</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>For research use only. Not a medical device: no finding shown here may guide the care of a patient.</source>
        <translation>仅供研究使用。非医疗器械：此处显示的任何征象均不得用于指导患者诊疗。</translation>
    </message>
    <message>
        <source>TARGETS</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>REVIEW</source>
        <translation>审阅</translation>
    </message>
    <message>
        <source>Whose name verdicts and comments are kept under from now on; empty: the login name</source>
        <translation>此后判定和备注以谁的名义保存；留空则用登录名</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>审阅者</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SourceActions</name>
    <message>
        <source>Add a folder with images</source>
        <translation>添加图像文件夹</translation>
    </message>
    <message>
        <source>Remove data set</source>
        <translation>移除数据集</translation>
    </message>
    <message>
        <source>Remove %1 from this workspace? The images stay where they are.</source>
        <translation>从此工作区移除 %1？图像保留在原处。</translation>
    </message>
    <message>
        <source>Rename the data set</source>
        <translation>重命名数据集</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SourceNotice</name>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add folder… (%1)</source>
        <translation>添加文件夹… (%1)</translation>
    </message>
    <message>
        <source>Make phantoms</source>
        <translation>生成模体</translation>
    </message>
    <message>
        <source>Synthetic chest films with planted findings, to try everything without patient data</source>
        <translation>带有植入征象的合成胸片，无需患者数据即可试用</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SourcePanel</name>
    <message>
        <source>DATA SETS</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Add folder… (%1)</source>
        <translation>添加文件夹… (%1)</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Make phantoms: synthetic chest films with planted findings</source>
        <translation>生成模体：带有植入征象的合成胸片</translation>
    </message>
    <message>
        <source>Make phantoms</source>
        <translation>生成模体</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>FILTERS</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Index again</source>
        <translation>重新索引</translation>
    </message>
    <message>
        <source>Remove from this workspace…</source>
        <translation>从此工作区移除…</translation>
    </message>
    <message>
        <source>Rename…	F2</source>
        <translation>重命名…	F2</translation>
    </message>
    <message>
        <source>Layout…</source>
        <translation>布局…</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudiesPage</name>
    <message>
        <source>The phantoms could not be made</source>
        <translation>无法生成模体</translation>
    </message>
    <message>
        <source>This data set could not be read</source>
        <translation>无法读取此数据集</translation>
    </message>
    <message>
        <source>Films to train on and to read</source>
        <translation>用于训练与阅片的影像</translation>
    </message>
    <message>
        <source>Add a folder with chest films or mammograms: the layout of NIH ChestX-ray14, a folder for each class, DICOM files, or plain PNG, JPEG and PGM images. They stay where they are.</source>
        <translation>添加含胸片或乳腺 X 线片的文件夹：NIH ChestX-ray14 布局、每类一个文件夹、DICOM 文件，或普通的 PNG、JPEG、PGM 图像。文件保留在原处。</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>No images in this data set</source>
        <translation>此数据集中没有图像</translation>
    </message>
    <message>
        <source>Nothing in %1 can be read as an image.</source>
        <translation>%1 中没有可读取的图像。</translation>
    </message>
    <message>
        <source>This folder could not be added</source>
        <translation>无法添加此文件夹</translation>
    </message>
    <message>
        <source>Keep this filter</source>
        <translation>保存此筛选</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudyBrowser</name>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudyCentre</name>
    <message>
        <source>Open	Enter</source>
        <translation>打开	Enter</translation>
    </message>
    <message>
        <source>Open beside each other	Ctrl+B</source>
        <translation>并排打开	Ctrl+B</translation>
    </message>
    <message>
        <source>Copy rows	Ctrl+C</source>
        <translation>复制行	Ctrl+C</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudyColumnLayout</name>
    <message>
        <source>Widths by content</source>
        <translation>按内容调整列宽</translation>
    </message>
    <message>
        <source>%1 (no room)</source>
        <comment>a column&apos;s title</comment>
        <translation>%1（空间不足）</translation>
    </message>
    <message>
        <source>Scroll sideways to all columns</source>
        <translation>横向滚动显示所有列</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudyHeader</name>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Open the two chosen images beside each other</source>
        <translation>并排打开所选的两张图像</translation>
    </message>
    <message>
        <source>Train on this data set</source>
        <translation>用此数据集训练</translation>
    </message>
    <message>
        <source>Set up an experiment on this data set (Ctrl+E)</source>
        <translation>用此数据集设置实验 (Ctrl+E)</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudyInspector</name>
    <message>
        <source>LABELS</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>IN THIS DATA SET</source>
        <translation>此数据集中</translation>
    </message>
    <message>
        <source>Show list</source>
        <translation>显示列表</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message numerus="yes">
        <source>%n years</source>
        <translation>
            <numerusform>%n 岁</numerusform>
        </translation>
    </message>
    <message>
        <source>Age, sex</source>
        <translation>年龄、性别</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>成像方式</translation>
    </message>
    <message>
        <source>View</source>
        <translation>投照体位</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧数</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>No finding</source>
        <translation>未见异常</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n box(es)</source>
        <translation>
            <numerusform>%1 · %n 个框</numerusform>
        </translation>
    </message>
    <message>
        <source>Read as: %1</source>
        <translation>读取方式：%1</translation>
    </message>
    <message>
        <source>Change how it is read…</source>
        <translation>更改读取方式…</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Known by</source>
        <comment>of a patient: by what it is known that a film is his</comment>
        <translation>识别依据</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudyModel</name>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>No finding</source>
        <translation>未见异常</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>成像方式</translation>
    </message>
    <message>
        <source>View</source>
        <translation>投照体位</translation>
    </message>
    <message>
        <source>Side</source>
        <comment>laterality: left or right</comment>
        <translation>侧别</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Age / sex</source>
        <translation>年龄 / 性别</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Split</source>
        <comment>training, validation or test part</comment>
        <translation>划分</translation>
    </message>
    <message>
        <source>Size (px)</source>
        <translation>大小 (px)</translation>
    </message>
    <message>
        <source>study …%1</source>
        <comment>end of its UID</comment>
        <translation>检查 …%1</translation>
    </message>
    <message>
        <source>Known by: %1</source>
        <translation>识别依据：%1</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>征象</translation>
    </message>
    <message>
        <source>View</source>
        <comment>of the patient: PA, AP, CC …</comment>
        <translation>投照体位</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudySources</name>
    <message>
        <source>There is no such folder</source>
        <translation>没有这个文件夹</translation>
    </message>
    <message>
        <source>choose a folder with images</source>
        <translation>请选择含图像的文件夹</translation>
    </message>
    <message>
        <source>Could not remove the data set&apos;s file</source>
        <translation>无法移除数据集文件</translation>
    </message>
    <message>
        <source>check its permissions</source>
        <translation>请检查其权限</translation>
    </message>
    <message>
        <source>Indexing %1</source>
        <translation>正在索引 %1</translation>
    </message>
    <message>
        <source>Indexing was cancelled.</source>
        <translation>索引已取消。</translation>
    </message>
    <message numerus="yes">
        <source>Making %n phantom films</source>
        <translation>
            <numerusform>正在生成 %n 张模体影像</numerusform>
        </translation>
    </message>
    <message>
        <source>No phantoms were made: cancelled.</source>
        <translation>未生成模体：已取消。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SweepAxisRow</name>
    <message>
        <source>Key that is varied</source>
        <translation>变化的键</translation>
    </message>
    <message>
        <source>Values of the key</source>
        <translation>键的取值</translation>
    </message>
    <message>
        <source>together</source>
        <comment>an axis that changes with the one above</comment>
        <translation>一起</translation>
    </message>
    <message>
        <source>Takes its n-th value together with the n-th value of the key above, instead of every combination of the two</source>
        <translation>与上一个键的第 n 个值同时取自己的第 n 个值，而非两者的每种组合</translation>
    </message>
    <message>
        <source>Vary this key no more</source>
        <translation>不再变化此键</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SweepEditor</name>
    <message>
        <source>Vary a key</source>
        <translation>添加变化的键</translation>
    </message>
    <message>
        <source>Add a key that takes several values</source>
        <translation>添加一个取多个值的键</translation>
    </message>
    <message>
        <source>Draw at random</source>
        <translation>随机抽取</translation>
    </message>
    <message>
        <source>Some combinations, drawn at random, instead of all</source>
        <translation>随机抽取部分组合，而非全部</translation>
    </message>
    <message>
        <source>Combinations</source>
        <translation>组合数</translation>
    </message>
    <message>
        <source>How many combinations are drawn</source>
        <translation>抽取的组合数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Seed of the draw</source>
        <translation>抽取的随机种子</translation>
    </message>
    <message>
        <source>Nothing is varied: one run. Vary keys, or set repeats, to train several runs in a row.</source>
        <translation>没有变化的键：一次运行。设置变化的键或重复次数，即可依次训练多个运行。</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SweepStrip</name>
    <message>
        <source>running</source>
        <comment>state of a sweep</comment>
        <translation>进行中</translation>
    </message>
    <message>
        <source>finished</source>
        <comment>state of a sweep</comment>
        <translation>已完成</translation>
    </message>
    <message>
        <source>interrupted</source>
        <comment>state of a sweep</comment>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Sweep whose runs are shown</source>
        <translation>显示其运行的扫描</translation>
    </message>
    <message>
        <source>Progress of the sweep</source>
        <translation>扫描进度</translation>
    </message>
    <message>
        <source>Compare the combinations in a table</source>
        <translation>用表格比较各组合</translation>
    </message>
    <message>
        <source>Go on with the sweep</source>
        <translation>继续扫描</translation>
    </message>
    <message>
        <source>Stop the sweep; its runs write a checkpoint</source>
        <translation>停止扫描；其运行会写入检查点</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>所有运行</translation>
    </message>
    <message>
        <source>Sweep %1</source>
        <translation>扫描 %1</translation>
    </message>
    <message>
        <source>%1 of %2 runs done, %3</source>
        <comment>numbers, and the state of the sweep</comment>
        <translation>%2 个运行中已完成 %1 个，%3</translation>
    </message>
    <message>
        <source>%1 of %2 runs done, %3 failed, %4</source>
        <comment>numbers, and the state of the sweep</comment>
        <translation>%2 个运行中已完成 %1 个，失败 %3 个，%4</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SweepTable</name>
    <message>
        <source>Sweep %1</source>
        <translation>扫描 %1</translation>
    </message>
    <message>
        <source>Combinations of the sweep</source>
        <translation>扫描的组合</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>张/秒</translation>
    </message>
    <message>
        <source>Training, s per epoch</source>
        <translation>训练，秒/轮</translation>
    </message>
    <message>
        <source>Double-click opens a combination&apos;s runs. Ctrl+C copies the selected rows, or all</source>
        <translation>双击打开一个组合的运行。Ctrl+C 复制所选行，未选则复制全部</translation>
    </message>
    <message>
        <source>Show runs</source>
        <translation>显示运行</translation>
    </message>
    <message>
        <source>Select the runs of these combinations on the Runs page</source>
        <translation>在“运行”页选中这些组合的运行</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>导出为 CSV…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>CSV files</source>
        <translation>CSV 文件</translation>
    </message>
    <message>
        <source>Table written to %1</source>
        <translation>表格已写入 %1</translation>
    </message>
    <message>
        <source>Best %1</source>
        <comment>a metric</comment>
        <translation>最佳 %1</translation>
    </message>
</context>
<context>
    <name>roentgen::app::TargetDialog</name>
    <message>
        <source>New target</source>
        <translation>新建目标</translation>
    </message>
    <message>
        <source>Edit target</source>
        <translation>编辑目标</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>SLURM</source>
        <translation>SLURM</translation>
    </message>
    <message>
        <source>Enter a name</source>
        <translation>请输入名称</translation>
    </message>
    <message>
        <source>Use letters, digits and ._- only, at most 80, and no . or - first</source>
        <translation>只能用字母、数字和 ._-，最多 80 个，不能以 . 或 - 开头</translation>
    </message>
    <message>
        <source>“local” always means this machine: choose another name</source>
        <translation>“local”始终表示本机：请换一个名称</translation>
    </message>
    <message>
        <source>There is a target of this name</source>
        <translation>已有同名目标</translation>
    </message>
    <message>
        <source>Experiments name it so: letters, digits and ._-</source>
        <translation>实验以此名称引用它：字母、数字和 ._-</translation>
    </message>
    <message>
        <source>Enter the machine that ssh goes to</source>
        <translation>请输入 ssh 连接的机器</translation>
    </message>
</context>
<context>
    <name>roentgen::app::TargetList</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Last test</source>
        <translation>上次测试</translation>
    </message>
    <message>
        <source>✕ cannot be read</source>
        <translation>✕ 无法读取</translation>
    </message>
    <message>
        <source>not tested</source>
        <translation>未测试</translation>
    </message>
    <message>
        <source>✓ ready</source>
        <translation>✓ 就绪</translation>
    </message>
    <message>
        <source>✕ not ready</source>
        <translation>✕ 未就绪</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标</translation>
    </message>
</context>
<context>
    <name>roentgen::app::TargetReport</name>
    <message>
        <source>there</source>
        <translation>有</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>%1 shows a key that this machine has not seen before:</source>
        <translation>%1 出示了本机从未见过的密钥：</translation>
    </message>
    <message>
        <source>I have compared it with what its administrator says</source>
        <translation>我已与管理员提供的指纹核对过</translation>
    </message>
    <message>
        <source>Trust this key</source>
        <translation>信任此密钥</translation>
    </message>
    <message>
        <source>Its key is not known yet</source>
        <translation>其密钥尚未知</translation>
    </message>
    <message>
        <source>This Roentgen&apos;s programs are missing there: Install puts them on another machine</source>
        <translation>那里缺少此版 Roentgen 的程序：“安装”可将其放到另一台机器上</translation>
    </message>
</context>
<context>
    <name>roentgen::app::TargetsPanel</name>
    <message>
        <source>Other machines and Slurm queues where training can run. New describes the first one.</source>
        <translation>可运行训练的其他机器和 Slurm 队列。点击“新建”添加第一个。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>新建…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Logs in and says what is there and what is missing</source>
        <translation>登录并说明有什么、缺什么</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>Puts Roentgen&apos;s programs there</source>
        <translation>将 Roentgen 的程序放到那里</translation>
    </message>
    <message>
        <source>%1, tested %2</source>
        <comment>a target, a time</comment>
        <translation>%1，测试于 %2</translation>
    </message>
    <message>
        <source>Remove target</source>
        <translation>移除目标</translation>
    </message>
    <message>
        <source>Remove %1? Its file moves to the workspace&apos;s trash folder. Runs that went there go on.</source>
        <translation>移除 %1？其文件将移入工作区的回收文件夹。在那里的运行会继续。</translation>
    </message>
    <message>
        <source>Installing on %1…</source>
        <translation>正在 %1 上安装…</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>正在询问 %1…</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ThumbnailStore</name>
    <message>
        <source>The thumbnail could not be read</source>
        <translation>无法读取缩略图</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ValueField</name>
    <message>
        <source>Differs from the default</source>
        <translation>与默认值不同</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>重置 %1</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>默认：%1</translation>
    </message>
    <message>
        <source>%1, default %2</source>
        <comment>range of a field, then its default</comment>
        <translation>%1，默认 %2</translation>
    </message>
    <message>
        <source>Back to the default, %1 (Ctrl+R)</source>
        <translation>恢复默认值 %1 (Ctrl+R)</translation>
    </message>
</context>
<context>
    <name>roentgen::app::Viewer</name>
    <message>
        <source>previous, next image</source>
        <translation>上一张、下一张图像</translation>
    </message>
    <message>
        <source>next image beside</source>
        <translation>并排显示下一张</translation>
    </message>
    <message>
        <source>chest walls back to back</source>
        <translation>胸壁背靠背</translation>
    </message>
    <message>
        <source>tools on or off</source>
        <translation>显示或隐藏工具</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Roentgen</source>
        <translation>Roentgen</translation>
    </message>
    <message>
        <source>play the frames of a stack</source>
        <translation>播放序列的各帧</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ViewerTools</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>上一张图像</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>下一张图像</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>Whole image</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>One image pixel on one screen pixel</source>
        <translation>图像像素与屏幕像素 1:1</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>向左旋转</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>向右旋转</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>标注框</translation>
    </message>
    <message>
        <source>Next image beside</source>
        <translation>并排显示下一张</translation>
    </message>
    <message>
        <source>Chest walls back to back</source>
        <translation>胸壁背靠背</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>按键与鼠标</translation>
    </message>
    <message>
        <source>More tools</source>
        <translation>更多工具</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>tool and its key</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Window preset</source>
        <translation>窗预设</translation>
    </message>
    <message>
        <source>Window preset (1 … 9)</source>
        <translation>窗预设 (1 … 9)</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <comment>number and name of a window preset</comment>
        <translation>%1  %2</translation>
    </message>
</context>
<context>
    <name>roentgen::widgets::ChartLegend</name>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Click a name to hide or show its line</source>
        <translation>点击名称可隐藏或显示其曲线</translation>
    </message>
</context>
<context>
    <name>roentgen::widgets::ChartReadout</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另外 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::widgets::ImageView</name>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>左键拖动</translation>
    </message>
    <message>
        <source>window and level</source>
        <translation>窗宽和窗位</translation>
    </message>
    <message>
        <source>Middle drag, Shift + left drag</source>
        <translation>中键拖动，或 Shift + 左键拖动</translation>
    </message>
    <message>
        <source>move</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>右键拖动</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>zoom; in a stack: scroll, with Ctrl zoom</source>
        <translation>缩放；在序列中：翻页，按住 Ctrl 缩放</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>whole image or 1:1</source>
        <translation>适合窗口或 1:1</translation>
    </message>
    <message>
        <source>window presets</source>
        <translation>窗预设</translation>
    </message>
    <message>
        <source>invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>turn right, left</source>
        <translation>向右、向左旋转</translation>
    </message>
    <message>
        <source>mirror left–right, up–down</source>
        <translation>左右、上下翻转</translation>
    </message>
    <message>
        <source>zoom in, out</source>
        <translation>放大、缩小</translation>
    </message>
    <message>
        <source>boxes on or off</source>
        <translation>显示或隐藏标注框</translation>
    </message>
    <message>
        <source>text on or off</source>
        <translation>显示或隐藏文字</translation>
    </message>
    <message>
        <source>smooth or whole pixels</source>
        <translation>平滑或原始像素</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>this list</source>
        <translation>此列表</translation>
    </message>
</context>
<context>
    <name>roentgen::widgets::LineChart</name>
    <message>
        <source>log</source>
        <comment>logarithmic scale of a chart&apos;s axis</comment>
        <translation>对数</translation>
    </message>
    <message>
        <source>Show all charts (Return)</source>
        <translation>显示全部图表 (Return)</translation>
    </message>
    <message>
        <source>Show this chart alone (Return, or double-click in it)</source>
        <translation>只显示此图表（Return，或在其中双击）</translation>
    </message>
    <message>
        <source>Show all charts</source>
        <translation>显示全部图表</translation>
    </message>
    <message>
        <source>Show this chart alone</source>
        <translation>只显示此图表</translation>
    </message>
    <message>
        <source>Show everything again (Home)</source>
        <translation>重新显示全部 (Home)</translation>
    </message>
    <message>
        <source>Reset the zoom</source>
        <translation>重置缩放</translation>
    </message>
    <message>
        <source>Logarithmic y axis (L)</source>
        <translation>y 轴取对数 (L)</translation>
    </message>
    <message>
        <source>Logarithmic y axis</source>
        <translation>y 轴取对数</translation>
    </message>
</context>
</TS>
