//! Where each case is tested.
//!
//! The cases are those that the tests of msgraph-sdk-javascript, of kiota for TypeScript and .NET and of Dev Proxy have
//! in common, in the order of a list of their own: repeating 1 to 34, redirects 35 to 48, tokens 49 to 56, pages 57 to
//! 66, batches 67 to 86, answers 87 to 98, addresses 99 to 106, faults 107 to 112.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A case: its number, what it is about in short, and the test that covers it.
struct Case(u16, &'static str, &'static str, &'static str);

const REPEATING: &str = "tests/client_cases/repeating.rs";
const SIGN_IN: &str = "tests/client_cases/sign_in.rs";
const LISTS: &str = "tests/client_cases/lists.rs";
const BATCHES: &str = "tests/client_cases/batches.rs";
const RETRY: &str = "crates/graph/src/retry.rs";
const CHAIN: &str = "crates/graph/src/chain.rs";
const COALESCE: &str = "crates/graph/src/coalesce.rs";
const ERROR_BODY: &str = "crates/graph/src/error_body.rs";
const NEXT_LINK: &str = "crates/graph/src/next_link.rs";
const ODATA: &str = "crates/graph/src/odata.rs";
const ADDRESS: &str = "src/web/tenant/service_address.rs";
const EXECUTION: &str = "crates/domain/src/change/execution/tests/answers.rs";
const FAULTS: &str = "crates/simulator/src/faults/tests.rs";
const TENANT_FAULTS: &str = "xtask/src/tenant/faults.rs";
const REFUSALS: &str = "tests/contract/refusals.rs";

const REPEATED: &str = "a_read_is_repeated_where_the_service_failed_and_nowhere_else";
const WAITS: &str = "a_service_is_left_alone_for_as_long_as_it_asks";
const GIVEN_UP: &str = "who_gives_up_waiting_leaves_nothing_behind";
const CHALLENGE: &str = "a_challenge_to_a_reading_is_met_once_and_a_second_one_is_the_persons";
const TO_END: &str = "a_list_is_read_to_its_end_over_empty_pages";
const HALF_WAY: &str = "a_list_that_is_given_up_half_way_sends_nothing_more_and_can_be_read_again";
const IDS: &str = "answers_are_told_apart_by_their_ids_and_strangers_are_passed_over";
const ALONE: &str = "one_item_that_is_missing_or_throttled_is_asked_for_again_alone";
const DEPENDS: &str = "a_chain_names_the_item_before_and_a_reading_names_none";
const OTHER_FORM: &str = "a_body_of_any_other_form_gives_a_message_without_its_text";
const WORD_FOR_WORD: &str = "code_message_and_request_id_are_kept_word_for_word";
const NOTHING_ELSE: &str = "nothing_else_is_sent";
const IN_ITS_PLACE: &str = "a_value_cannot_leave_its_place";
const STRIKES: &str = "a_fault_strikes_as_often_as_ordered_and_only_where_ordered";

#[rustfmt::skip]
const TABLE: &[Case] = &[
    Case(1, "429", REPEATING, REPEATED),
    Case(2, "503", REPEATING, REPEATED),
    Case(3, "504", REPEATING, REPEATED),
    Case(4, "500, for reads", REPEATING, REPEATED),
    Case(5, "502, for reads", REPEATING, REPEATED),
    Case(6, "200 passes", REPEATING, "a_good_answer_is_taken_as_it_is"),
    Case(7, "204 passes", REPEATING, "a_good_answer_is_taken_as_it_is"),
    Case(8, "400 never", REPEATING, REPEATED),
    Case(9, "403 never", REPEATING, REPEATED),
    Case(10, "404 never", REPEATING, REPEATED),
    Case(11, "attempts are counted", REPEATING, "after_the_last_attempt_the_person_gets_what_the_service_said"),
    Case(12, "the same body again", REPEATING, "what_is_repeated_is_the_same_byte_for_byte"),
    Case(14, "the last failure is told", REPEATING, "after_the_last_attempt_the_person_gets_what_the_service_said"),
    Case(15, "Retry-After: 5", REPEATING, WAITS),
    Case(16, "Retry-After: 0", REPEATING, WAITS),
    Case(17, "Retry-After with decimals", REPEATING, WAITS),
    Case(18, "Retry-After below zero", REPEATING, WAITS),
    Case(19, "Retry-After as a date", REPEATING, WAITS),
    Case(20, "a date 90 seconds ahead is 90 seconds", REPEATING, WAITS),
    Case(21, "a date in the past", REPEATING, WAITS),
    Case(22, "the older forms of dates", REPEATING, WAITS),
    Case(23, "Retry-After without meaning", REPEATING, WAITS),
    Case(24, "an empty Retry-After", REPEATING, WAITS),
    Case(25, "two Retry-After joined", REPEATING, WAITS),
    Case(26, "Retry-After without measure", REPEATING, WAITS),
    Case(27, "waits grow within bounds", RETRY, "the_wait_grows_within_its_bounds"),
    Case(28, "a longest wait", REPEATING, "more_patience_than_five_minutes_is_the_persons_to_have"),
    Case(32, "nothing is repeated: writes", REPEATING, "a_write_is_sent_once_whatever_comes_back"),
    Case(33, "given up during a wait", REPEATING, GIVEN_UP),
    Case(34, "given up under way", COALESCE, "a_read_is_asked_again_when_the_one_who_led_is_dropped"),
    Case(49, "the token goes to Graph's hosts", ADDRESS, NOTHING_ELSE),
    Case(50, "the hosts are those of the cloud", ADDRESS, "the_token_for_azure_goes_to_azure_resource_manager_only"),
    Case(51, "no token for other addresses", ADDRESS, NOTHING_ELSE),
    Case(52, "no token for look-alikes", NEXT_LINK, "a_link_to_anywhere_else_is_refused"),
    Case(53, "401 with claims, once", SIGN_IN, CHALLENGE),
    Case(54, "a second 401 ends it", SIGN_IN, CHALLENGE),
    Case(55, "a damaged challenge", SIGN_IN, "a_401_that_asks_for_nothing_is_met_by_a_fresh_token_once"),
    Case(56, "claims in an item's 401", SIGN_IN, "a_challenge_to_a_write_is_met_once_and_the_same_again_is_the_persons"),
    Case(57, "one page", LISTS, TO_END),
    Case(58, "several pages", LISTS, TO_END),
    Case(59, "an empty page", LISTS, TO_END),
    Case(60, "stopped midway", LISTS, HALF_WAY),
    Case(61, "read again", LISTS, HALF_WAY),
    Case(62, "5,000 entries over faults", LISTS, "five_thousand_identities_are_read_over_a_bad_network"),
    Case(63, "an entry on two pages", LISTS, "an_entry_that_comes_on_two_pages_counts_once"),
    Case(64, "pages that go round", LISTS, "a_list_that_goes_round_or_leads_elsewhere_is_said_to_be_incomplete"),
    Case(65, "a page that fails", LISTS, "a_page_that_cannot_be_read_leaves_a_list_that_says_so"),
    Case(66, "headers on every page", LISTS, "every_page_is_asked_for_as_the_first_one_was"),
    Case(67, "at most 20", COALESCE, "reads_of_one_turn_travel_together_up_to_the_limit"),
    Case(68, "the 21st", COALESCE, "reads_of_one_turn_travel_together_up_to_the_limit"),
    Case(69, "an empty id", BATCHES, IDS),
    Case(70, "an id twice", BATCHES, IDS),
    Case(71, "nothing to send", BATCHES, "nothing_to_write_is_not_sent"),
    Case(72, "dependsOn names what is there", BATCHES, DEPENDS),
    Case(73, "one after the other, or all at once", BATCHES, DEPENDS),
    Case(74, "no dependency", BATCHES, DEPENDS),
    Case(75, "answers in any order", BATCHES, IDS),
    Case(76, "an answer nobody asked for", BATCHES, IDS),
    Case(77, "an answer that is missing", CHAIN, "an_answer_that_is_missing_is_unclear"),
    Case(78, "one item's 429", BATCHES, ALONE),
    Case(79, "the batch's 429", BATCHES, "a_throttled_batch_is_sent_again_as_a_whole_after_the_wait"),
    Case(80, "an item's 424", EXECUTION, "an_unclear_answer_is_read_before_anything_is_sent_again"),
    Case(81, "an item's 202, 204, 302, 402", BATCHES, "unusual_statuses_of_items_have_a_meaning"),
    Case(82, "a body as base64", BATCHES, "a_body_that_is_no_object_is_not_read_as_one"),
    Case(83, "the longest wait of several", REPEATING, "throttled_read_delays_every_request"),
    Case(84, "reads and writes apart", BATCHES, "reads_and_writes_never_share_a_batch"),
    Case(85, "a next link in an item", LISTS, "every_page_is_asked_for_as_the_first_one_was"),
    Case(86, "a body that is no object", BATCHES, "a_body_that_is_no_object_is_not_read_as_one"),
    Case(87, "204 without a body", REPEATING, "a_good_answer_is_taken_as_it_is"),
    Case(88, "500 without a body", ERROR_BODY, OTHER_FORM),
    Case(89, "plain text", ERROR_BODY, OTHER_FORM),
    Case(90, "JSON", ERROR_BODY, WORD_FOR_WORD),
    Case(91, "another type", ERROR_BODY, OTHER_FORM),
    Case(92, "no innerError", ERROR_BODY, OTHER_FORM),
    Case(93, "innerError with a request id", ERROR_BODY, WORD_FOR_WORD),
    Case(94, "an error that is a text", ERROR_BODY, OTHER_FORM),
    Case(95, "HTML", ERROR_BODY, OTHER_FORM),
    Case(96, "JSON that breaks off", ERROR_BODY, OTHER_FORM),
    Case(97, "a byte order mark", ERROR_BODY, WORD_FOR_WORD),
    Case(98, "429 with a code", FAULTS, "patience_is_asked_for_in_every_form_and_watched"),
    Case(99, "slashes twice", ADDRESS, NOTHING_ELSE),
    Case(100, "the order of options", ODATA, "options_are_written_in_the_order_in_which_they_were_asked_for"),
    Case(101, "spaces", ODATA, IN_ITS_PLACE),
    Case(102, "quotes are doubled", ODATA, IN_ITS_PLACE),
    Case(103, "other scripts", ODATA, IN_ITS_PLACE),
    Case(104, "a hash", ODATA, IN_ITS_PLACE),
    Case(105, "a percent sign", ODATA, IN_ITS_PLACE),
    Case(106, "what is encoded already", NEXT_LINK, "a_link_to_the_same_collection_is_followed_as_a_relative_address"),
    Case(107, "faults by address and method", TENANT_FAULTS, STRIKES),
    Case(108, "faults by a part of the address", TENANT_FAULTS, STRIKES),
    Case(109, "faults by chance", FAULTS, "chance_repeats_with_its_seed_and_stops_at_its_limit"),
    Case(110, "failures have a request id", REFUSALS, "what_the_service_refuses_is_refused_in_its_words"),
    Case(111, "429 says for how long", FAULTS, "patience_is_asked_for_in_every_form_and_watched"),
    Case(112, "the same seed, the same history", FAULTS, "chance_repeats_with_its_seed_and_stops_at_its_limit"),
];

/// What does not arise here. The page sends texts only, so that there are no streams (13); what is repeated is not for
/// callers to set (29 to 31); and the browser treats every redirect as an error (35 to 48).
const DOES_NOT_ARISE: [std::ops::RangeInclusive<u16>; 3] = [13..=13, 29..=31, 35..=48];

#[test]
fn every_case_is_held_by_a_test_that_exists_or_does_not_arise() {
    let wanted: Vec<u16> =
        (1..=112).filter(|number| !DOES_NOT_ARISE.iter().any(|range| range.contains(number))).collect();
    let numbers: Vec<u16> = TABLE.iter().map(|Case(number, ..)| *number).collect();
    assert_eq!(numbers, wanted);
    let about: BTreeSet<&str> = TABLE.iter().map(|Case(_, about, ..)| *about).collect();
    assert_eq!(about.len(), TABLE.len(), "each case is told apart");
    for Case(number, about, file, test) in TABLE {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let source = fs::read_to_string(&path).unwrap_or_else(|_| panic!("case {number}: there is no {file}"));
        let line = format!("fn {test}() {{");
        let mut lines = source.lines().map(str::trim).zip(source.lines().skip(1).map(str::trim));
        assert!(lines.any(|pair| pair == ("#[test]", line.as_str())), "case {number}, {about}: {file} has no {test}");
    }
}
