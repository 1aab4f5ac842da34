//! [`Ties`] in a file: its columns one after the other.

use super::{
    bytes::{Reader, Writer},
    texts::Texts,
    ties::Ties,
};
use std::io::Read;

/// A column of the table.
enum Column<'a> {
    Texts(&'a mut Texts),
    Numbers(&'a mut Vec<u32>),
}

impl Ties {
    /// As it is kept in a file.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut copy = self.clone();
        let mut writer = Writer::new();
        copy.columns(&mut |column| match column {
            Column::Texts(texts) => writer.texts(texts),
            Column::Numbers(numbers) => writer.numbers(numbers),
        });
        writer.sealed()
    }

    /// From a file; `None` when it is damaged.
    pub(super) fn read(file: impl Read, size: usize) -> Option<Self> {
        let mut reader = Reader::new(file, size);
        let mut ties = Self::default();
        ties.columns(&mut |column| match column {
            Column::Texts(texts) => *texts = reader.texts(),
            Column::Numbers(numbers) => *numbers = reader.numbers(),
        });
        reader.ended_whole().then_some(ties)
    }

    /// All columns in the order of the file.
    fn columns(&mut self, each: &mut dyn FnMut(Column<'_>)) {
        for texts in [
            &mut self.base,
            &mut self.nodes,
            &mut self.labels,
            &mut self.claims,
            &mut self.relations,
            &mut self.relation_labels,
            &mut self.relation_classes,
        ] {
            each(Column::Texts(texts));
        }
        for numbers in [
            &mut self.subjects,
            &mut self.objects,
            &mut self.says,
            &mut self.edge_claim_ends,
            &mut self.edge_claims,
            &mut self.doubts,
            &mut self.earliest,
            &mut self.latest,
            &mut self.claim_relations,
            &mut self.near_ends,
            &mut self.near,
            &mut self.near_edges,
            &mut self.degrees,
        ] {
            each(Column::Numbers(numbers));
        }
    }
}
