// Who is told when bytes of an image come from its file: to measure that, and to let one thread read at a time.
#pragma once

namespace roentgen::imaging {

// Called by the thread that reads, once for each piece of the file.
class ReadObserver {
public:
    virtual ~ReadObserver() = default;
    virtual void begin() = 0; // may wait
    virtual void end() = 0;
};

// Lasts as long as a piece is read.
class ReadScope {
public:
    explicit ReadScope(ReadObserver* observer) // nullptr: nobody wants to know
        : m_observer(observer) {
        if (m_observer)
            m_observer->begin();
    }
    ~ReadScope() {
        if (m_observer)
            m_observer->end();
    }
    ReadScope(const ReadScope&) = delete;
    ReadScope& operator=(const ReadScope&) = delete;

private:
    ReadObserver* const m_observer;
};

} // namespace roentgen::imaging
