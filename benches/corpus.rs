//! Notes that are made up, the same for the same number of them: some thousand people, organisations and towns, told of in
//! sentences of many constructions and in five habits of Markdown. No file of the repository's gold notes has a part in it.

use std::fmt::Write as _;
use std::path::Path;

const FIRST: [&str; 24] = [
    "Anna", "Boris", "Clara", "David", "Elena", "Franz", "Greta", "Hugo", "Irina", "Jonas", "Karin", "Leo", "Maria",
    "Niels", "Olga", "Paul", "Rosa", "Stefan", "Tilda", "Viktor", "Wanda", "Yuri", "Leila", "Omar",
];
const LAST: [&str; 24] = [
    "Adler", "Brandt", "Cohen", "Dorn", "Eriksen", "Fischer", "Gruber", "Hansen", "Ivanov", "Jansen", "Keller",
    "Lindqvist", "Moreau", "Novak", "Olsen", "Petrov", "Quist", "Richter", "Sokolov", "Tanner", "Ulrich", "Voss",
    "Weber", "Zimmer",
];
const TOWNS: [&str; 16] = [
    "Aldmoor", "Brenwick", "Corvale", "Dunmere", "Eastmarch", "Fenholt", "Garrow", "Harrow", "Ilmen", "Jorvik",
    "Karsund", "Lindholm", "Marwick", "Norwick", "Ostrava", "Pellworm",
];
const KINDS: [&str; 8] =
    ["Railway Company", "Miners' Union", "Trading Company", "Harbour Board", "Assembly", "Bank", "Academy", "Press"];
const ADJECTIVES: [&str; 8] = ["Northern", "Southern", "Royal", "National", "Free", "United", "Central", "Eastern"];
const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
];

/// A made-up world, from which sentences are drawn.
pub(crate) struct Corpus(u64);

impl Corpus {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Writes so many notes below a folder; gives how many bytes they have.
    pub(crate) fn write(&mut self, notes: usize, folder: &Path) -> usize {
        let mut bytes = 0;
        for at in 0..notes {
            let text = self.note(at);
            let place = folder.join(format!("{:03}", at / 100));
            std::fs::create_dir_all(&place).expect("a folder for notes");
            std::fs::write(place.join(format!("note-{at:05}.md")), &text).expect("a note");
            bytes += text.len();
        }
        bytes
    }

    /// One note of some 1.6 kB, in the habit that its number says.
    pub(crate) fn note(&mut self, at: usize) -> String {
        let mut text = format!("# {} in {}\n\n", self.of(&TOWNS), self.year());
        match at % 5 {
            0 => self.bullets(&mut text),
            1 => self.prose(&mut text),
            2 => self.dated_headings(&mut text),
            3 => self.table(&mut text),
            _ => self.telegram(&mut text),
        }
        text
    }

    fn bullets(&mut self, text: &mut String) {
        for at in 0..16 {
            let (indent, said, source) = (if at % 4 == 3 { "    " } else { "" }, self.sentence(), self.source());
            writeln!(text, "{indent}- {said}{source}").expect("memory");
        }
    }

    fn prose(&mut self, text: &mut String) {
        for at in 0..4 {
            let said: Vec<String> = (0..5).map(|_| self.sentence()).collect();
            writeln!(text, "{}[^{at}]\n", said.join(" ")).expect("memory");
        }
        for at in 0..4 {
            writeln!(text, "[^{at}]: {}, https://example.org/{}", self.organisation(), self.below(5000))
                .expect("memory");
        }
    }

    fn dated_headings(&mut self, text: &mut String) {
        for _ in 0..4 {
            writeln!(text, "## {}\n", self.date()).expect("memory");
            for _ in 0..4 {
                writeln!(text, "* {}{}", self.sentence(), self.source()).expect("memory");
            }
            text.push('\n');
        }
    }

    fn table(&mut self, text: &mut String) {
        text.push_str("| Date | What happened | Killed |\n|---|---|---|\n");
        for _ in 0..10 {
            writeln!(text, "| {} | {} | {} |", self.date(), self.sentence(), self.below(4000)).expect("memory");
        }
        writeln!(text, "\n> “{}”\n>\n> — {}", self.sentence(), self.person()).expect("memory");
    }

    fn telegram(&mut self, text: &mut String) {
        for _ in 0..8 {
            writeln!(text, "{} - banker - {} - d. {}", self.person(), self.of(&TOWNS), self.year()).expect("memory");
            writeln!(text, "- {}: {} -> {}", self.year(), self.sentence(), self.sentence()).expect("memory");
        }
    }

    /// One sentence of some twenty constructions.
    pub(crate) fn sentence(&mut self) -> String {
        let (one, other) = (self.person(), self.person());
        let (body, rival, town) = (self.organisation(), self.organisation(), self.of(&TOWNS));
        let (date, year, number) = (self.date(), self.year(), self.below(900) + 2);
        match self.below(20) {
            0 => format!("On {date} {one} met {other} in {town}."),
            1 => format!("{one} founded the {body} in {town} in {year}."),
            2 => format!("The {body} was taken over by the {rival} on {date}."),
            3 => format!("{one}, a lawyer from {town}, was elected president of the {body}."),
            4 => format!("According to {one}, the {body} had lost {number},000 crowns by {year}."),
            5 => format!("{one} did not sign the Treaty of {town}."),
            6 => format!("{other} wrote to {one} that the {body} would close its office in {town}."),
            7 => format!("In {year} the {body} sued {one} and {other}."),
            8 => format!("{one} supported the {body}, which {other} opposed."),
            9 => format!("{one} was arrested in {town} on {date} and released two years later."),
            10 => format!("Neither {one} nor {other} was charged."),
            11 => format!("The {body} asked {one} to lead the talks between {town} and the {rival}."),
            12 => format!("Born in {town} in {year}, {one} joined the {body} as a clerk."),
            13 => format!("The strike, which cost {number} lives, ended when {one} resigned."),
            14 => format!("{one}’s arrest led to riots in {town}; {number} people were wounded."),
            15 => format!("If {one} had agreed, the {body} would have bought the {rival}."),
            16 => format!("“We shall not leave {town},” said {one} on {date}."),
            17 => format!("Between {year} and {} the {body} built {number} houses in {town}.", year + 4),
            18 => format!("{one} married {other} in {year}; they had {} children.", number % 9 + 1),
            _ => format!("The founding of the {body} by {one} in {year} was denounced by the {rival}."),
        }
    }

    fn person(&mut self) -> String {
        let (first, last) = (self.of(&FIRST), self.of(&LAST));
        if self.below(3) == 0 {
            format!("{first} {}. {last}", &LAST[self.below(24)][..1])
        } else {
            format!("{first} {last}")
        }
    }

    fn organisation(&mut self) -> String {
        format!("{} {}", self.of(&ADJECTIVES), self.of(&KINDS))
    }

    fn date(&mut self) -> String {
        format!("{} {} {}", self.below(28) + 1, self.of(&MONTHS), self.year())
    }

    fn year(&mut self) -> usize {
        1880 + self.below(80)
    }

    fn source(&mut self) -> String {
        match self.below(2) {
            0 => String::new(),
            _ => format!(" [source](https://example.org/{})", self.below(5000)),
        }
    }

    fn of(&mut self, all: &[&'static str]) -> &'static str {
        all[self.below(all.len())]
    }

    /// Xorshift64*.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end
    }
}
