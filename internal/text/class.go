package text

import (
	"unicode"
	"unicode/utf8"
)

// otherDigit holds the characters that str.isdigit takes beside decimal digits (Numeric_Type=Digit of the Unicode
// character database, UnicodeData.txt), which Go's tables do not tell apart.
var otherDigit = &unicode.RangeTable{R16: []unicode.Range16{
	{0xb2, 0xb3, 1},
	{0xb9, 0xb9, 1},
	{0x1369, 0x1371, 1},
	{0x19da, 0x19da, 1},
	{0x2070, 0x2070, 1},
	{0x2074, 0x2079, 1},
	{0x2080, 0x2089, 1},
	{0x2460, 0x2468, 1},
	{0x2474, 0x247c, 1},
	{0x2488, 0x2490, 1},
	{0x24ea, 0x24ea, 1},
	{0x24f5, 0x24fd, 1},
	{0x24ff, 0x24ff, 1},
	{0x2776, 0x277e, 1},
	{0x2780, 0x2788, 1},
	{0x278a, 0x2792, 1},
}, R32: []unicode.Range32{
	{0x10a40, 0x10a43, 1},
	{0x10e60, 0x10e68, 1},
	{0x11052, 0x1105a, 1},
	{0x1f100, 0x1f10a, 1},
}}

// hanNumerals are the ideographs that str.isnumeric takes (kPrimaryNumeric, kAccountingNumeric and kOtherNumeric of the
// Unihan database).
const hanNumerals = "㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零參拾兩零六陸什𠀁𠁤𠃢𠄡𠤪𠦃𠦌𠦜𠫪𠫽𠬙𢎐𢦘𣬛𦉭廾"

// Space reports whether c is white space for str.isspace, str.split and str.strip.
func Space(c rune) bool { return unicode.IsSpace(c) || 0x1c <= c && c <= 0x1f }

func decimal(c rune) bool { return unicode.Is(unicode.Nd, c) }

func digit(c rune) bool { return decimal(c) || unicode.Is(otherDigit, c) }

func numeric(c rune) bool {
	if unicode.IsNumber(c) {
		return true
	}
	if c >= 0x3400 {
		for _, h := range hanNumerals {
			if h == c {
				return true
			}
		}
	}
	return false
}

func lower(c rune) bool { return unicode.In(c, unicode.Ll, unicode.Other_Lowercase) }

func upper(c rune) bool { return unicode.In(c, unicode.Lu, unicode.Other_Uppercase) }

// Printable reports whether repr shows c as it is.
func Printable(c rune) bool {
	if c < utf8.RuneSelf {
		return ' ' <= c && c < 0x7f
	}
	return unicode.IsPrint(c)
}

// every reports whether s is not empty and all of it is in class, as the methods str.isalpha and so on do.
func every(s string, class func(rune) bool) bool {
	for _, c := range s {
		if !class(c) {
			return false
		}
	}
	return s != ""
}

// IsAlpha is str.isalpha.
func IsAlpha(s string) bool { return every(s, unicode.IsLetter) }

// IsDecimal is str.isdecimal.
func IsDecimal(s string) bool { return every(s, decimal) }

// IsDigit is str.isdigit.
func IsDigit(s string) bool { return every(s, digit) }

// IsNumeric is str.isnumeric.
func IsNumeric(s string) bool { return every(s, numeric) }

// IsAlnum is str.isalnum.
func IsAlnum(s string) bool {
	return every(s, func(c rune) bool { return unicode.IsLetter(c) || numeric(c) })
}

// IsSpace is str.isspace.
func IsSpace(s string) bool { return every(s, Space) }

// IsPrintable is str.isprintable, which holds for the empty string, too.
func IsPrintable(s string) bool { return s == "" || every(s, Printable) }

// IsASCII is str.isascii.
func IsASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// IsLower is str.islower: a cased character, and none in upper or title case.
func IsLower(s string) bool {
	cased := false
	for _, c := range s {
		if upper(c) || unicode.IsTitle(c) {
			return false
		}
		cased = cased || lower(c)
	}
	return cased
}

// IsUpper is str.isupper.
func IsUpper(s string) bool {
	cased := false
	for _, c := range s {
		if lower(c) || unicode.IsTitle(c) {
			return false
		}
		cased = cased || upper(c)
	}
	return cased
}

// IsTitle is str.istitle: capitals follow only what has no case, small letters only what has.
func IsTitle(s string) bool {
	cased, after := false, false
	for _, c := range s {
		switch {
		case upper(c) || unicode.IsTitle(c):
			if after {
				return false
			}
			cased, after = true, true
		case lower(c):
			if !after {
				return false
			}
			cased, after = true, true
		default:
			after = false
		}
	}
	return cased
}

// IsIdentifier is str.isidentifier (XID_Start and XID_Continue of Unicode's annex 31).
func IsIdentifier(s string) bool {
	for i, c := range s {
		start := c == '_' || unicode.IsLetter(c) || unicode.In(c, unicode.Nl, unicode.Other_ID_Start)
		if !start && (i == 0 || !unicode.In(c, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)) {
			return false
		}
	}
	return s != ""
}
