//! Pages over their router, without a browser and without workers.

use super::{super::Settings, router};
use crate::{
    graph::Store,
    ontology::Ontology,
    pipeline,
    serve::{Site, Source},
};
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header::LOCATION},
};
use std::borrow::Cow;
use tower::ServiceExt as _;

const INJECTIONS: &str = include_str!("../../../tests/browser/notes/injections.md");
const KOREA: &str = include_str!("../../../data/notes/korean-war.md");

fn site(name: &str, text: &str) -> Site {
    let settings = pipeline::Settings::default();
    let notes = pipeline::read_text(name, text.as_bytes(), &settings);
    let store = Store::in_memory(&pipeline::graph(&notes, &settings).unwrap()).unwrap();
    let source = Source::Memory { id: store.content_id().unwrap(), store };
    Site::open(Settings::default(), source, Cow::Borrowed(Ontology::builtin())).unwrap()
}

/// Status, address led to, and body of each page.
fn get(site: &Site, addresses: &[&str]) -> Vec<(StatusCode, String, String)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let pages = router().with_state(site.clone());
    let one = |address: &&str| {
        let request = Request::builder().uri(*address).body(Body::empty()).unwrap();
        runtime.block_on(async {
            let response = pages.clone().oneshot(request).await.unwrap();
            let to = response.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned());
            let status = response.status();
            let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            (status, to.unwrap_or_default(), String::from_utf8(body.to_vec()).unwrap())
        })
    };
    addresses.iter().map(one).collect()
}

#[test]
fn a_note_full_of_injections_stays_text_on_every_page() {
    let site = site("<i>injections.md", INJECTIONS);
    let stalin = "https%3A%2F%2Fw3id.org%2Fannals%2Fid%2Fjoseph-stalin";
    let thing = format!("/thing?iri={stalin}");
    let addresses = [
        "/",
        "/notes",
        "/note?path=%3Ci%3Einjections.md",
        "/ask?q=who+approved+the+invasion",
        "/ask?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/path?from=%22%3E%3Cscript%3E&to=Mao",
        "/path?from=Mao&to=Stalin",
        "/timeline?about=%3Cscript%3E&from=%22%3E%3Cb%3E",
        "/timeline?all=1",
        "/check",
        &thing,
        "/thing?iri=javascript:alert(1)",
    ];
    for ((status, _, body), address) in get(&site, &addresses).iter().zip(addresses) {
        assert!(*status == StatusCode::OK || *status == StatusCode::NOT_FOUND, "{address}: {status}");
        // Markup of ours has lower-case names in a known set; none of the note's may be among it.
        for bad in ["<script>", "<img", "<b ", "<i>", "onerror=\"", "onload=\"", "href=\"javascript:", "href=\"data:"] {
            assert!(!body.contains(bad), "{address} holds {bad}");
        }
        assert!(!body.contains('\u{202e}'), "{address} holds what reorders a line");
        assert!(!body.contains(" style="), "{address} has a style in place");
    }
}

#[test]
fn what_does_not_exist_is_told_and_a_note_has_a_page_of_its_own() {
    let site = site("korean-war.md", KOREA);
    let note = site.generation().store.note_at("korean-war.md").unwrap().unwrap();
    let of_note = super::links::thing(&note.iri);
    let asked = ["/note?path=../../etc/passwd", "/note?path=nothing.md", "/thing?iri=nothing", "/thing?iri=", &of_note];
    let got = get(&site, &asked);
    // Problems are made pages further out; here they have their own format.
    assert!(got[..4].iter().all(|(status, _, _)| *status == StatusCode::NOT_FOUND), "{got:?}");
    assert_eq!((got[4].0, got[4].1.as_str()), (StatusCode::SEE_OTHER, "/note?path=korean-war.md"));
}

#[test]
fn every_receipt_leads_to_a_stretch_of_its_note() {
    let site = site("korean-war.md", KOREA);
    let got = get(&site, &["/ask?q=who+approved+the+invasion", "/note?path=korean-war.md"]);
    let (answer, note) = (&got[0].2, &got[1].2);
    let places: Vec<&str> = answer.split("#s").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(!places.is_empty(), "{answer}");
    for place in places {
        assert!(note.contains(&format!("id=\"s{place}\"")), "no stretch {place}");
    }
}

#[test]
fn a_picture_is_the_same_each_time() {
    let pictures = |site: &Site| {
        let stalin = "/thing.svg?iri=https%3A%2F%2Fw3id.org%2Fannals%2Fid%2Fjoseph-stalin";
        get(
            site,
            &[
                stalin,
                "/path.svg?from=Stalin&to=UN",
                "/ask.svg?q=how+is+Stalin+connected+to+Mao",
                "/timeline.svg?all=1",
            ],
        )
    };
    let (one, other) = (pictures(&site("korean-war.md", KOREA)), pictures(&site("korean-war.md", KOREA)));
    assert_eq!(one, other);
    for (status, _, svg) in &one {
        assert_eq!(*status, StatusCode::OK, "{svg}");
        assert!(svg.starts_with("<svg xmlns=") && svg.trim_end().ends_with("</svg>"), "{svg}");
        assert!(!svg.contains("NaN") && !svg.contains("href"), "{svg}");
    }
}

#[test]
fn names_are_proposed_by_their_beginnings() {
    let site = site("korean-war.md", KOREA);
    let asked = [
        "/complete?q=stal",
        "/complete?q=kim+il",
        "/complete?q=an:appr&for=query",
        "/complete?q=s",
        "/complete?q=%00%22",
    ];
    let got: Vec<String> = get(&site, &asked).into_iter().map(|(_, _, body)| body).collect();
    assert!(got[0].contains("Stalin"), "{}", got[0]);
    assert!(got[1].contains("Kim Il"), "{}", got[1]);
    assert!(got[2].contains("\"text\":\"an:approved\""), "{}", got[2]);
    assert_eq!((got[3].as_str(), got[4].as_str()), ("[]", "[]"));
}
