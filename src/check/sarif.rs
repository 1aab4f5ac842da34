//! Findings as a SARIF log (Static Analysis Results Interchange Format 2.1.0, OASIS 2020).

use super::codes::Explained;
use super::finding::{Finding, Place, Related};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The log of one run; `codes` explains what may occur in it.
#[must_use]
pub fn sarif(findings: &[Finding], codes: &[Explained]) -> Value {
    let number: BTreeMap<&str, usize> = codes.iter().enumerate().map(|(at, code)| (code.code.as_str(), at)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "annals",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(|finding| result(finding, &number)).collect::<Vec<_>>(),
        }],
    })
}

fn rule(code: &Explained) -> Value {
    json!({
        "id": code.code,
        "shortDescription": { "text": code.summary },
        "fullDescription": { "text": code.explanation },
        "defaultConfiguration": { "level": code.severity.as_str() },
    })
}

fn result(finding: &Finding, number: &BTreeMap<&str, usize>) -> Value {
    let message = match &finding.help {
        Some(help) => format!("{}. {help}", finding.message),
        None => finding.message.clone(),
    };
    let mut result = json!({
        "ruleId": finding.code,
        "level": finding.severity.as_str(),
        "message": { "text": message },
        "locations": [{ "physicalLocation": location(&finding.place) }],
    });
    if let Some(number) = number.get(finding.code.as_str()) {
        result["ruleIndex"] = json!(number);
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(
            |(id, Related { place, message })| json!({ "id": id, "message": { "text": message }, "physicalLocation": location(place) }),
        );
        result["relatedLocations"] = related.collect();
    }
    result
}

fn location(place: &Place) -> Value {
    json!({
        "artifactLocation": { "uri": uri(&place.file) },
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "charOffset": place.start,
            "charLength": place.end - place.start,
        },
    })
}

/// A path as a reference to a file: what an address cannot hold is encoded.
fn uri(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const ENCODED: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'`')
        .add(b'#')
        .add(b'?')
        .add(b'{')
        .add(b'}')
        .add(b'%')
        .add(b':')
        .add(b'[')
        .add(b']')
        .add(b'\\')
        .add(b'^')
        .add(b'|');
    utf8_percent_encode(path, ENCODED).to_string()
}
