#!/usr/bin/env bash
# Man pages and bash completion of every program in BIN, made from what the programs say with --help.
#   packaging/make-manuals.sh BIN OUT
# writes OUT/man1/PROGRAM.1 and OUT/completions/PROGRAM; `cmake --install` calls it and puts them in their places.
# Every help has one layout: what it does, "Usage:", sections ("Options:") of items ("  name   help"), "Example:".
set -euo pipefail

[ $# -eq 2 ] || { echo "usage: packaging/make-manuals.sh BIN OUT" >&2; exit 2; }
bin=$(cd "$1" && pwd)
out=$2
mkdir -p "$out/man1" "$out/completions"
records=$(mktemp)
trap 'rm -f "$records"' EXIT

# A help text as records: kind, TAB, name, TAB, text. Kinds: about, usage, section, item, example.
read_help() {
    awk -v OFS='\t' '
        function flush() { if (item != "") print "item", item, help; item = help = "" }
        { gsub(/\t/, " ") }
        /^Usage:/ { flush(); sub(/^Usage: */, ""); print "usage", "", $0; inUsage = 1; next }
        inUsage && /^ +[^ ]/ && !inSection { sub(/^ +/, ""); print "usage", "", $0; next }
        { inUsage = 0 }
        /^[A-Z][A-Za-z ]*:$/ { flush(); sub(/:$/, ""); print "section", $0, ""; inSection = 1; next }
        /^ *$/ { flush(); inSection = 0; next }
        /^Example: / { flush(); sub(/^Example: /, ""); print "example", "", $0; next }
        inSection && /^  [^ ]/ {
            flush()
            item = substr($0, 3)
            if (match(item, /  +/)) { help = substr(item, RSTART + RLENGTH); item = substr(item, 1, RSTART - 1) }
            next
        }
        inSection && /^   +[^ ]/ { sub(/^ +/, ""); help = help (help == "" ? "" : " ") $0; next }
        { flush(); sub(/ +$/, ""); print "about", "", $0 }
        END { flush() }'
}

# Of a program and all of its verbs, "verb" records naming whose help follows ("" of the program itself).
# read_program PROGRAM [VERB…]
read_program() {
    local program=$1 own verb
    shift
    printf 'verb\t%s\t\n' "$*"
    own=$("$bin/$program" "$@" --help </dev/null | read_help)
    printf '%s\n' "$own"
    while IFS= read -r verb; do
        read_program "$program" "$@" "$verb"
    done < <(awk -F'\t' '$1 == "section" { subs = $2 == "Subcommands" } subs && $1 == "item" { print $2 }' <<<"$own")
}

# roff from the records of a program.
write_manual() {
    awk -F'\t' -v program="$1" -v version="$2" '
        function escaped(text) {
            gsub(/\\/, "\\e", text)
            gsub(/-/, "\\-", text)
            return text
        }
        function line(text) { print (text ~ /^[.\047]/ ? "\\&" : "") escaped(text) }
        function begin(heading, list) { print list ? ".SS \"" heading "\"" : ".SH " toupper(heading); part = heading }
        BEGIN { printf ".TH %s 1 \"\" \"%s\" \"Roentgen\"\n", toupper(program), version }
        $1 == "verb" { verb = $2; part = ""; if (verb != "") { if (!verbs++) begin("Commands", 0); part = "" } }
        # The first line of the program itself is its name; of a verb it stands below the usage, which comes after it.
        $1 == "about" && verb == "" && !named { named = 1; begin("Name", 0); line(program " - " $3); next }
        $1 == "about" && verb != "" && part == "" { held = held (held == "" ? "" : " ") $3; next }
        $1 == "usage" && verb == "" { if (part != "Synopsis") begin("Synopsis", 0); else print ".br"; line($3); next }
        $1 == "usage" { begin(escaped($3), 1); line(held); held = ""; next }
        $1 == "about" && verb == "" { if (part != "Description") begin("Description", 0); line($3); next }
        $1 == "about" { print ".PP"; line($3); next }
        $1 == "section" && verb == "" { begin($2, 0); next }
        $1 == "item" { print ".TP"; print ".B \"" escaped($2) "\""; line($3); next }
        $1 == "example" && verb == "" { if (part != "Example") begin("Example", 0) }
        $1 == "example" { print ".PP"; print ".EX"; line(verb == "" ? $3 : "Example: " $3); print ".EE" }' "$records"
}

# A case arm a verb: its options, those that take a value, its verbs, whether it takes runs, and the choices of options.
write_arms() {
    awk -F'\t' '
        function flush() {
            if (any) printf "    \047%s\047) options=\047%s\047 valued=\047%s\047 verbs=\047%s\047 runs=%s choices=\047%s\047 ;;\n",
                            verb, options, valued, verbs, runs, choices
            options = valued = verbs = choices = ""; runs = 0
        }
        $1 == "verb" { flush(); verb = $2; any = 1 }
        $1 == "section" { section = $2 }
        $1 == "item" && section == "Subcommands" { verbs = verbs (verbs == "" ? "" : " ") $2; next }
        $1 == "item" && $2 ~ /^RUN/ { runs = 1 }
        $1 == "item" && $2 ~ /^-/ {
            name = $2
            sub(/^-[A-Za-z], */, "", name)          # "-h,--help"
            sub(/^-[A-Za-z], --/, "--", name)       # "-h, --help"
            rest = name
            sub(/[ ,].*/, "", name)
            sub(/^[^ ]+ ?/, "", rest)
            sub(/ *(Needs|Excludes):.*/, "", rest)
            options = options (options == "" ? "" : " ") name
            if (rest != "") valued = valued (valued == "" ? "" : " ") name
            if (match(rest, /\{[^}]*\}/)) {
                picks = substr(rest, RSTART + 1, RLENGTH - 2)
                choices = choices (choices == "" ? "" : ";") name "," picks
            }
        }
        END { flush() }' "$records"
}

write_completion() {
    local program=$1
    local name=_${program//-/_}
    cat <<END
# bash completion for $program, made from its --help

$name() {
    local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
    local verb= workspace=\${ROENTGEN_WORKSPACE:-.} options valued verbs runs choices word choice i
    COMPREPLY=()
    ${name}_of ""
    for ((i = 1; i < COMP_CWORD; ++i)); do
        word=\${COMP_WORDS[i]}
        [ "\$word" != --workspace ] || workspace=\${COMP_WORDS[i + 1]/#\~/\$HOME}
        if [[ " \$valued " == *" \$word "* ]]; then
            ((++i)) # what follows is its value
        elif [[ " \$verbs " == *" \$word "* ]]; then
            verb=\${verb:+\$verb }\$word
            ${name}_of "\$verb"
        fi
    done
    if [[ " \$valued " == *" \$previous "* ]]; then
        local IFS=';'
        for choice in \$choices; do
            IFS=\$' ,\t\n'
            [ "\${choice%%,*}" = "\$previous" ] || continue
            COMPREPLY=(\$(compgen -W "\${choice#*,}" -- "\$current"))
            return
        done
        IFS=\$'\n'
        COMPREPLY=(\$(compgen -f -- "\$current"))
        compopt -o filenames 2>/dev/null
    elif [[ \$current == -* ]]; then
        COMPREPLY=(\$(compgen -W "\$options" -- "\$current"))
    elif [ -n "\$verbs" ]; then
        COMPREPLY=(\$(compgen -W "\$verbs" -- "\$current"))
    elif [ "\$runs" = 1 ]; then
        local folder found=
        for folder in "\$workspace"/runs/*/experiment.toml; do
            folder=\${folder%/experiment.toml}
            found+=" \${folder##*/}"
        done
        COMPREPLY=(\$(compgen -W "\$found" -- "\$current"))
    else
        local IFS=\$'\n'
        COMPREPLY=(\$(compgen -f -- "\$current"))
        compopt -o filenames 2>/dev/null
    fi
}

# What the help of a verb names.
${name}_of() {
    case \$1 in
$(write_arms)
    esac
}

complete -F $name $program
END
}

made=0
for path in "$bin"/roentgen "$bin"/roentgen-*; do
    [ -x "$path" ] && [ -f "$path" ] || continue
    program=${path##*/}
    read_program "$program" >"$records"
    write_manual "$program" "$("$path" --version)" >"$out/man1/$program.1"
    write_completion "$program" >"$out/completions/$program"
    made=$((made + 1))
done
[ "$made" -gt 0 ] || { echo "make-manuals.sh: no program of Roentgen in $bin: build first" >&2; exit 4; }
