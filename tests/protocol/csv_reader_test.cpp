#include "engine/protocol/csv_reader.h"

#include <QtTest/QtTest>

using namespace roentgen;

class CsvReaderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void splitsRowsIntoFields_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("rows"); // fields joined by ¦, then the line's number
        const auto rows = [](std::initializer_list<const char*> list) {
            QStringList result;
            for (const char* row : list)
                result << QString::fromUtf8(row);
            return result;
        };
        QTest::newRow("plain") << QByteArray("a,b\nc,d\n") << rows({"a¦b@1", "c¦d@2"});
        QTest::newRow("no newline at the end") << QByteArray("a,b\nc,d") << rows({"a¦b@1", "c¦d@2"});
        QTest::newRow("CRLF") << QByteArray("a,b\r\nc,d\r\n") << rows({"a¦b@1", "c¦d@2"});
        QTest::newRow("byte-order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "a,b\n")
                                         << rows({"a¦b@1"});
        QTest::newRow("quoted comma") << QByteArray("\"a,b\",c\n") << rows({"a,b¦c@1"});
        QTest::newRow("doubled quote") << QByteArray("\"a\"\"b\",c\n") << rows({"a\"b¦c@1"});
        QTest::newRow("newline in quotes") << QByteArray("\"a\nb\",c\nd\n") << rows({"a\nb¦c@1", "d@3"});
        QTest::newRow("CRLF in quotes") << QByteArray("\"a\r\nb\",c\r\nd\r\n") << rows({"a\r\nb¦c@1", "d@3"});
        QTest::newRow("empty quotes") << QByteArray("a,\"\"\n") << rows({"a¦@1"});
        QTest::newRow("more behind a quote") << QByteArray("\"a\"x,b\n") << rows({"a¦b@1"});
        QTest::newRow("a quote within a field") << QByteArray("a\"b,c\n") << rows({"a\"b¦c@1"});
        QTest::newRow("empty fields") << QByteArray(",,\n") << rows({"¦¦@1"});
        QTest::newRow("empty lines") << QByteArray("\n\na\n\nb\n") << rows({"a@3", "b@5"});
        QTest::newRow("quote never closed") << QByteArray("\"a,b\nc,d\n") << rows({"a,b!@1", "c¦d@2"});
        QTest::newRow("empty file") << QByteArray() << QStringList();
    }
    void splitsRowsIntoFields() {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, rows);
        const std::string bytes = text.toStdString();
        CsvReader reader(bytes);
        CsvRow row;
        QStringList found;
        while (reader.next(row)) {
            QStringList fields;
            for (std::string_view field : row.fields)
                fields << QString::fromUtf8(field.data(), qsizetype(field.size()));
            found << fields.join(QStringLiteral("¦")) + (row.openQuote ? QStringLiteral("!") : QString()) +
                         QStringLiteral("@%1").arg(row.line);
        }
        QCOMPARE(found, rows);
    }
    void comparesFieldCountsWithTheHeader_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("fits");
        QTest::newRow("same") << QByteArray("a,b\n1,2") << true;
        QTest::newRow("too few") << QByteArray("a,b\n1") << false;
        QTest::newRow("too many") << QByteArray("a,b\n1,2,3") << false;
        QTest::newRow("NIH's first table: a comma at every line's end") << QByteArray("a,b,\n1,2,") << true;
        QTest::newRow("empty beyond the end") << QByteArray("a,b\n1,2,,") << true;
        QTest::newRow("a doubled quote in the header")
            << QByteArray("\"a long name with a \"\" in it\",\"another \"\" name as long as it\"\n\"a \"\" value that "
                          "is long as well\",2")
            << true;
        QTest::newRow("empty last value") << QByteArray("a,b\n1,") << true;
    }
    void comparesFieldCountsWithTheHeader() {
        QFETCH(QByteArray, text);
        QFETCH(bool, fits);
        const std::string bytes = text.toStdString();
        CsvReader reader(bytes);
        CsvRow header, row;
        QVERIFY(reader.next(header) && reader.next(row));
        QCOMPARE(hasFieldsOf(row, header), fits);
    }
};

QTEST_GUILESS_MAIN(CsvReaderTest)
#include "csv_reader_test.moc"
