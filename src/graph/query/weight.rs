//! How much there is in a query to be planned.
//!
//! The planner orders what is joined, and tries the more orders the more there is. Measured on Oxigraph 0.5: a list of 421
//! bytes in a pattern (each item is two patterns) takes it 7 s, a chain of patterns of 2.2 KB 11.8 s.

use super::QueryError;
use spargebra::{
    Query,
    algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression, PropertyPathExpression},
};

/// Patterns of the largest query.
pub(super) const HEAVIEST: usize = 100;

/// Refuses a query with too many patterns.
pub(super) fn check(query: &Query) -> Result<(), QueryError> {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = query;
    let patterns = count(pattern);
    if patterns > HEAVIEST { Err(QueryError::TooManyPatterns(patterns)) } else { Ok(()) }
}

/// Part of a query that may hold patterns.
enum Part<'a> {
    Pattern(&'a GraphPattern),
    Expression(&'a Expression),
    Path(&'a PropertyPathExpression),
}

/// Counts triple patterns, steps of property paths, and groups that are empty or hold values. Without recursion: a chain may
/// be thousands of operators long.
fn count(pattern: &GraphPattern) -> usize {
    let (mut parts, mut patterns) = (vec![Part::Pattern(pattern)], 0);
    while let Some(part) = parts.pop() {
        match part {
            Part::Pattern(pattern) => patterns += of_pattern(pattern, &mut parts),
            Part::Expression(expression) => of_expression(expression, &mut parts),
            Part::Path(path) => patterns += of_path(path, &mut parts),
        }
    }
    patterns
}

/// The patterns that this one is by itself; what it is made of is added to `parts`.
fn of_pattern<'a>(pattern: &'a GraphPattern, parts: &mut Vec<Part<'a>>) -> usize {
    match pattern {
        GraphPattern::Bgp { patterns } => return patterns.len().max(1),
        GraphPattern::Values { .. } => return 1,
        GraphPattern::Path { path, .. } => parts.push(Part::Path(path)),
        GraphPattern::Join { left, right }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => parts.extend([Part::Pattern(left), Part::Pattern(right)]),
        GraphPattern::LeftJoin { left, right, expression } => {
            parts.extend([Part::Pattern(left), Part::Pattern(right)]);
            parts.extend(expression.iter().map(Part::Expression));
        }
        GraphPattern::Filter { expr: expression, inner } | GraphPattern::Extend { inner, expression, .. } => {
            parts.extend([Part::Pattern(inner), Part::Expression(expression)]);
        }
        GraphPattern::OrderBy { inner, expression } => {
            parts.push(Part::Pattern(inner));
            parts.extend(
                expression.iter().map(|(OrderExpression::Asc(by) | OrderExpression::Desc(by))| Part::Expression(by)),
            );
        }
        GraphPattern::Group { inner, aggregates, .. } => {
            parts.push(Part::Pattern(inner));
            parts.extend(aggregates.iter().filter_map(|(_, aggregate)| aggregated(aggregate)).map(Part::Expression));
        }
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::Service { inner, .. } => parts.push(Part::Pattern(inner)),
    }
    0
}

const fn aggregated(aggregate: &AggregateExpression) -> Option<&Expression> {
    match aggregate {
        AggregateExpression::CountSolutions { .. } => None,
        AggregateExpression::FunctionCall { expr, .. } => Some(expr),
    }
}

/// Only `EXISTS` holds patterns.
fn of_expression<'a>(expression: &'a Expression, parts: &mut Vec<Part<'a>>) {
    match expression {
        Expression::Exists(pattern) => parts.push(Part::Pattern(pattern)),
        Expression::NamedNode(_) | Expression::Literal(_) | Expression::Variable(_) | Expression::Bound(_) => {}
        Expression::Or(a, b)
        | Expression::And(a, b)
        | Expression::Equal(a, b)
        | Expression::SameTerm(a, b)
        | Expression::Greater(a, b)
        | Expression::GreaterOrEqual(a, b)
        | Expression::Less(a, b)
        | Expression::LessOrEqual(a, b)
        | Expression::Add(a, b)
        | Expression::Subtract(a, b)
        | Expression::Multiply(a, b)
        | Expression::Divide(a, b) => parts.extend([Part::Expression(a), Part::Expression(b)]),
        Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => parts.push(Part::Expression(a)),
        Expression::If(a, b, c) => parts.extend([a, b, c].map(|part| Part::Expression(part))),
        Expression::In(a, list) => {
            parts.push(Part::Expression(a));
            parts.extend(list.iter().map(Part::Expression));
        }
        Expression::Coalesce(list) | Expression::FunctionCall(_, list) => {
            parts.extend(list.iter().map(Part::Expression));
        }
    }
}

fn of_path<'a>(path: &'a PropertyPathExpression, parts: &mut Vec<Part<'a>>) -> usize {
    match path {
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => return 1,
        PropertyPathExpression::Sequence(a, b) | PropertyPathExpression::Alternative(a, b) => {
            parts.extend([Part::Path(a), Part::Path(b)]);
        }
        PropertyPathExpression::Reverse(a)
        | PropertyPathExpression::ZeroOrMore(a)
        | PropertyPathExpression::OneOrMore(a)
        | PropertyPathExpression::ZeroOrOne(a) => parts.push(Part::Path(a)),
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use spargebra::SparqlParser;

    fn patterns(text: &str) -> usize {
        match SparqlParser::new().parse_query(text).unwrap() {
            Query::Select { pattern, .. } => count(&pattern),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn everything_that_must_be_planned_counts() {
        assert_eq!(patterns("SELECT * { ?a ?b ?c ; ?d ?e , ?f . FILTER EXISTS { ?f ?g ?h } }"), 4);
        assert_eq!(patterns("SELECT * { ?a <http://x/a>/(<http://x/b>|^<http://x/c>)* ?d }"), 3);
        assert_eq!(patterns("SELECT * { { } UNION { VALUES ?x { 1 2 3 } } OPTIONAL { ?a ?b ?x } }"), 3);
        assert_eq!(patterns("SELECT * { ?x ?y (1 2 3) }"), 7);
    }

    #[test]
    fn a_chain_of_thousands_of_operators_is_counted() {
        let long = format!("SELECT * {{ {} }}", ["{}"; 5_000].join(" UNION "));
        let counted = std::thread::Builder::new().stack_size(256 << 20).spawn(move || patterns(&long));
        assert_eq!(counted.unwrap().join().unwrap(), 5_000);
    }
}
