package syntax

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"
)

// maxName is more than the longest name of a character has, in bytes.
const maxName = 128

// byName has the characters by name. It is made when the first program names one.
var byName = sync.OnceValue(func() map[string]rune {
	index := make(map[string]rune, 1<<16)
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if name := runenames.Name(r); name != "" && name[0] != '<' {
			index[name] = r
		}
	}
	hangul(index)
	return index
})

// hangul adds the names of syllables, which are made of those of their letters (Unicode, section 3.12).
func hangul(index map[string]rune) {
	const leads = "G GG N D DD R M B BB S SS . J JJ C K T P H"
	const vowels = "A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I"
	const tails = ". G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H"
	r := rune(0xAC00)
	for lead := range strings.FieldsSeq(leads) {
		for vowel := range strings.FieldsSeq(vowels) {
			for tail := range strings.FieldsSeq(tails) {
				index["HANGUL SYLLABLE "+strings.ReplaceAll(lead+vowel+tail, ".", "")] = r
				r++
			}
		}
	}
}

// characterNamed returns the character that has a name of the Unicode standard, in letters of either case.
func characterNamed(name string) (string, bool) {
	if len(name) > maxName {
		return "", false
	}
	name = strings.ToUpper(name)
	if hex, ok := strings.CutPrefix(name, "CJK UNIFIED IDEOGRAPH-"); ok {
		v, err := strconv.ParseUint(hex, 16, 32)
		return string(rune(v)), err == nil && unicode.Is(unicode.Unified_Ideograph, rune(v))
	}
	if r, ok := controlNamed(name); ok {
		return string(r), true
	}
	r, ok := byName()[name]
	return string(r), ok
}

// controlNamed returns the control character that has a name: they have aliases only (NameAliases.txt).
func controlNamed(name string) (rune, bool) {
	names := strings.Fields(`NULL|NUL START_OF_HEADING|SOH START_OF_TEXT|STX END_OF_TEXT|ETX END_OF_TRANSMISSION|EOT ENQUIRY|ENQ
		ACKNOWLEDGE|ACK ALERT|BEL BACKSPACE|BS CHARACTER_TABULATION|HORIZONTAL_TABULATION|HT|TAB LINE_FEED|NEW_LINE|END_OF_LINE|LF|NL|EOL
		LINE_TABULATION|VERTICAL_TABULATION|VT FORM_FEED|FF CARRIAGE_RETURN|CR SHIFT_OUT|LOCKING-SHIFT_ONE|SO SHIFT_IN|LOCKING-SHIFT_ZERO|SI
		DATA_LINK_ESCAPE|DLE DEVICE_CONTROL_ONE|DC1 DEVICE_CONTROL_TWO|DC2 DEVICE_CONTROL_THREE|DC3 DEVICE_CONTROL_FOUR|DC4
		NEGATIVE_ACKNOWLEDGE|NAK SYNCHRONOUS_IDLE|SYN END_OF_TRANSMISSION_BLOCK|ETB CANCEL|CAN END_OF_MEDIUM|EOM|EM SUBSTITUTE|SUB
		ESCAPE|ESC INFORMATION_SEPARATOR_FOUR|FILE_SEPARATOR|FS INFORMATION_SEPARATOR_THREE|GROUP_SEPARATOR|GS
		INFORMATION_SEPARATOR_TWO|RECORD_SEPARATOR|RS INFORMATION_SEPARATOR_ONE|UNIT_SEPARATOR|US`)
	for i, aliases := range names {
		for alias := range strings.SplitSeq(aliases, "|") {
			if strings.ReplaceAll(alias, "_", " ") == name {
				return rune(i), true
			}
		}
	}
	for _, other := range []struct {
		name string
		r    rune
	}{{"DELETE", 0x7F}, {"DEL", 0x7F}, {"NEXT LINE", 0x85}, {"NEL", 0x85}, {"NBSP", 0xA0}, {"SHY", 0xAD}, {"ZWSP", 0x200B}, {"ZWNJ", 0x200C},
		{"ZWJ", 0x200D}, {"BYTE ORDER MARK", 0xFEFF}, {"BOM", 0xFEFF}, {"ZWNBSP", 0xFEFF}} {
		if other.name == name {
			return other.r, true
		}
	}
	return 0, false
}
