//! What “the company”, “the island”, “the ship” means: something spoken of before that can be called so.

use super::discourse::{Discourse, Handle, Moment, Place};
use super::segment::fold_word;
use std::collections::BTreeSet;

impl Discourse<'_> {
    /// The last thing mentioned that “the HEAD” can mean: its name ends in that word, or its class goes by it and the
    /// word is wide enough to point back (“the company”, not “the bank”).
    pub(super) fn definite(&self, head: &str, plural: bool) -> Option<Vec<Handle>> {
        let head = fold_word(head);
        let points_back = self.ontology.has_word("anaphoric-noun", &head);
        let class = self.ontology.class_for_cue(&head).filter(|_| points_back).map(ToOwned::to_owned);
        let handles = self.recent().flat_map(|moment| &moment.handles);
        let so_called: BTreeSet<Handle> = handles.copied().filter(|&h| self.known[h].nouns.contains(&head)).collect();
        // “*the ship* Mont-Blanc hit the vessel Imo; *the ship* blew up”
        if !plural && so_called.len() == 1 {
            return Some(so_called.into_iter().collect());
        }
        let near = |m: &&Moment| m.claim == self.here.0 && m.sentence + 1 >= self.sentence;
        let firm = class.as_ref().is_some_and(|class| matches!(class.as_str(), "an:Company" | "an:Organisation"));
        // “Marriott Lyle audited them. *The firm* did not visit.”: of unknown kind, whoever acted in the sentence before.
        if firm && !plural {
            let before = |m: &&Moment| near(m) && m.sentence < self.sentence && m.place == Place::Subject;
            let acted = self.recent().find(before).map(|m| m.handles.as_slice());
            if let Some(&[one]) = acted.filter(|handles| handles.iter().all(|&h| self.may_be_organisation(h))) {
                return Some(vec![one]);
            }
        }
        // Or what all the note is about, if nothing nearer fits.
        let fits_class = |h: &Handle| {
            let same = class.as_ref().is_some_and(|class| self.known[*h].thing.class == *class);
            (same || firm && self.may_be_organisation(*h)) && self.is_mentioned(*h)
        };
        let titled = self.titled.filter(|h| !plural && fits_class(h));
        // “The company borrowed … Sedley's Bank failed … *The company* had lost”: what was so described before, unless what has a
        // name has just been spoken of.
        let described = self.by_name.get(&format!("{head} in this note")).copied().filter(|_| !plural);
        let nearby = titled.or(described).is_some();
        // “the board”: of whoever is spoken of, and not one that was named far before.
        let close = |m: &&Moment| m.claim + 1 >= self.here.0;
        let part = self.ontology.has_word("noun-of-parts-of-bodies", &head);
        let within = |m: &&Moment| (!nearby || near(m)) && (!part || close(m));
        let found = self.recent().take_while(within).find_map(|moment| {
            if plural && moment.handles.len() < 2 {
                return None;
            }
            let fits = moment.handles.iter().all(|&h| {
                let known = &self.known[h];
                known.named
                    && !self.is_a(h, "an:Person")
                    && (known.head == head && self.may_be_called(h, &head)
                        || class.as_ref().is_some_and(|c| {
                            *c != "an:Thing"
                                && !self.says_otherwise(h, &head)
                                && (known.thing.class == *c || known.also.contains(c))
                                && !self.ontology.is_a(c, "an:Person")
                        }))
            });
            fits.then(|| moment.handles.clone())
        });
        found.or_else(|| titled.or(described).map(|one| vec![one]))
    }

    /// A name of which nothing says that a person bears it.
    fn may_be_organisation(&self, handle: Handle) -> bool {
        let known = &self.known[handle];
        known.named && known.thing.class == "an:Thing" && known.gender.is_none() && known.event.is_none()
    }

    /// Whether the text has spoken of it, and not the title alone.
    fn is_mentioned(&self, handle: Handle) -> bool {
        self.recent().any(|m| m.place != Place::Topic && m.handles.contains(&handle))
    }

    /// “the river” is not the Great *Lakes*: a place whose own name says what it is, is called nothing else.
    fn says_otherwise(&self, handle: Handle, noun: &str) -> bool {
        let known = &self.known[handle];
        let says = |word: &str| word != noun && self.ontology.class_for_cue(word).is_some();
        let head = known.head.strip_suffix('s').unwrap_or(&known.head);
        self.is_a(handle, "an:Place") && (says(&known.head) || says(head))
    }

    /// “the union” is no state, though the Soviet Union is one: a noun for one kind of thing does not mean another.
    fn may_be_called(&self, handle: Handle, noun: &str) -> bool {
        let class = &self.known[handle].thing.class;
        let cue = self.ontology.class_for_cue(noun);
        cue.is_none_or(|cue| class == "an:Thing" || self.ontology.is_a(class, cue) || self.ontology.is_a(cue, class))
    }
}
