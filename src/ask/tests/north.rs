//! A small graph: a war in the north.

use crate::{
    graph::{
        Store,
        handmade::{Change, Fixture},
    },
    ontology::Ontology,
    statement::{Object, Stance},
};

/// What a student noted of a war in the north.
pub(super) fn north() -> Store {
    let mut notes = Fixture::default();
    notes
        .say("Norway|an:State", "an:invaded invade", "Scotland|an:State", "Norway invaded Scotland in 1263")
        .on("1263", "1263-01-01", "1263-12-31")
        .of_event("invasion-of-scotland", "an:Invasion")
        .because("because Alexander had seized the Hebrides");
    let approval = "Haakon and Bishop Eystein both approved the invasion in spring 1262";
    for who in ["Haakon IV|an:Person", "Bishop Eystein|an:Person"] {
        notes
            .say(who, "an:approved approve", "invasion of Scotland|an:Invasion", approval)
            .on("1262-21", "1262-03-01", "1262-05-31")
            .citing("https://example.org/sagas", Some((9, "the king and the bishop were of one mind")));
    }
    notes
        .say("", "an:signed sign", "Treaty of Perth|an:Document", "The Treaty of Perth was signed on 2 July 1266")
        .on("1266-07-02", "1266-07-02", "1266-07-02")
        .at("Perth|an:Place");
    notes
        .say("Magnus VI|an:Person", "an:met meet", "Alexander III|an:Person", "Magnus met Alexander in Bergen")
        .at("Bergen|an:Place")
        .on("1266-05", "1266-05-01", "1266-05-31");
    notes.say("", "an:signed sign", "trade agreement", "No trade agreement was ever signed").denied();
    let believed = "Haakon believed that famine had weakened the Scottish army";
    notes
        .say("famine", "an:weakened weaken", "Scottish army|an:Military", believed)
        .voiced(Stance::Believed, "Haakon IV|an:Person");
    let asked = "Bishop Eystein demanded that Norway postpone the invasion";
    notes
        .say("Norway|an:State", "postpone", "invasion of Scotland|an:Invasion", asked)
        .voiced(Stance::Requested, "Bishop Eystein|an:Person");
    notes.say(
        "Treaty of Perth|an:Document",
        "an:created create",
        "Toll of the Isles",
        "The Treaty created the Toll of the Isles",
    );
    notes.say("Magnus VI|an:Person", "an:travelledTo travel", "Dublin|an:Place", "Magnus travelled to Dublin");
    notes
        .say("Norway|an:State", "an:lost lose", "", "Norway lost 1,500 square miles, including Skye, to Scotland")
        .counting("1500", "square mile", "1,500 square miles")
        .with("an:recipient", "Scotland|an:State");
    notes.say("Norway|an:State", "an:lost lose", "Skye|an:Place", "Norway lost the island of Skye to Scotland");
    notes
        .say("Scotland|an:State", "an:suffered sustain", "", "Scotland sustained 3,120 casualties")
        .counting("3120", "casualties", "3,120 casualties");
    notes.say(
        "Isle of Man|an:Place",
        "operate under",
        "Law of Tynwald|an:Document",
        "Man operated under the Law of Tynwald",
    );
    notes
        .say("revolt", "an:began begin", "", "The revolt began in March 1264")
        .on("1264-03", "1264-03-01", "1264-03-31");
    notes
        .say("40 monks|an:Person", "an:died lose life", "", "Some 40 monks lost their lives")
        .with("an:quantity", "Some 40 monks");
    notes.statements.last_mut().unwrap().roles[0].iri = None;
    notes
        .say("", "an:created found", "Abbey of Lyse", "The abbey was allegedly founded in June 1146")
        .on("1146-06", "1146-06-01", "1146-06-30");
    notes.statements.last_mut().unwrap().stance = Stance::Reported;
    notes.statements.last_mut().unwrap().asserted = false;
    notes.say("Erling|an:Person", "an:became become", "regent of Norway|an:Person", "Erling became regent of Norway");
    notes
        .say("Scotland|an:State", "an:included include", "", "Scottish casualties, including 120 dead")
        .counting("120", "dead", "120 dead");
    notes
        .say("Norwegian casualties|an:Quantity", "an:numbered number", "", "Norwegian casualties numbered about 900")
        .counting("900", "", "about 900");
    if let Some(Object::Value(value)) = &mut notes.statements.last_mut().unwrap().object {
        value.approximation = Some("about".into());
    }
    notes.say("drought", "an:caused cause", "revolt", "The drought caused the revolt");
    notes.store_with(Ontology::builtin())
}
