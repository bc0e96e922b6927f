using WikkenWegen.Api.Tests.Contract.Linter;
using WikkenWegen.Api.Tests.Http;

namespace WikkenWegen.Api.Tests.Contract;

/// <summary>A rule of the NLGov API Design Rules.</summary>
/// <param name="Id">Below /core/.</param>
/// <param name="Technical">Whether the standard says that it can be tested; the others are judged by people.</param>
/// <param name="Stand">How the API stands.</param>
/// <param name="Tests">The tests that show it.</param>
internal sealed record DesignRule(string Id, bool Technical, string Stand, params (Type Class, string Test)[] Tests);

/// <summary>All rules of the NLGov API Design Rules (version 2.2), with how we stand and the tests that show it.</summary>
internal static class DesignRules
{
    private static readonly (Type, string) Linter = (typeof(LinterTests), nameof(LinterTests.Nothing_is_found_in_the_document));

    public static readonly DesignRule[] All =
    [
        // Resources
        new("naming-resources", false, "Paths are nouns: a step is the thing that it makes (/closing, /withdrawal, /approval), not an act."),
        new("naming-collections", false, "Collections are plural; what there is one of is singular (/framing, /outcome, /reference-data)."),
        new("interface-language", false, "A deviation with a reason: names are English, since the code, the events and the exports are one language and reach other countries; descriptions are Dutch first, problems and history speak Dutch, and /reference-data gives the Dutch words of every coded value.",
            (typeof(DocumentTests), nameof(DocumentTests.An_operation_is_described_in_both_languages)), (typeof(LanguageTests), nameof(LanguageTests.The_language_of_a_problem_follows_Accept_Language))),
        new("no-trailing-slash", true, "404, and nobody is sent on.", Linter, (typeof(AddressTests), nameof(AddressTests.An_address_ends_without_a_slash_and_nobody_is_sent_on))),
        new("path-segments-kebab-case", true, "Held by the linter.", Linter),
        new("query-keys-camel-case", true, "Held by the linter; a key that is not known is refused.", Linter, (typeof(AddressTests), nameof(AddressTests.An_unknown_or_doubled_parameter_is_refused_by_every_operation))),
        new("hide-implementation", false, "Identities are UUIDs and codes of the weighing; no answer has a name of a class, table or library.",
            (typeof(MalformedRequestTests), nameof(MalformedRequestTests.A_broken_request_is_answered_as_any_other)), (typeof(Fuzz.FuzzTests), nameof(Fuzz.FuzzTests.Thousands_of_requests_are_answered_as_documented))),

        // Date and time
        new("date-time/format", true, "date and date-time of RFC 3339, as the schemas say and the answers are held to.", Linter, (typeof(MomentTests), nameof(MomentTests.A_day_stays_that_day))),
        new("date-time/timezone", false, "Any offset in, UTC out, also for -00:00.",
            (typeof(MomentTests), nameof(MomentTests.A_moment_goes_out_in_UTC_to_the_millisecond)), (typeof(DesignRuleTests), nameof(DesignRuleTests.Every_moment_of_every_answer_is_in_UTC))),
        new("date-time/date-omit-time-portion", true, "Days are dates without a time.", Linter, (typeof(MomentTests), nameof(MomentTests.A_day_stays_that_day))),

        // HTTP
        new("http-methods", false, "GET, HEAD, POST and PUT; all else is 405 with Allow.", Linter, (typeof(AddressTests), nameof(AddressTests.A_method_that_is_not_there_is_answered_with_those_that_are))),
        new("http-safety", false, "GET and HEAD record nothing; PUT has one effect through If-Match; POST through Idempotency-Key.",
            (typeof(AddressTests), nameof(AddressTests.Every_part_of_a_weighing_with_everything_in_it_can_be_read_and_read_again_without_content)), (typeof(EveryStepTests), nameof(EveryStepTests.A_step_that_revises_asks_for_the_version_that_was_read))),
        new("http-response-code", false, "Every status is documented for its operation, and every conversation of the tests is held to that; no answer has a stack trace.",
            (typeof(DocumentTests), nameof(DocumentTests.An_operation_documents_what_any_operation_answers)), (typeof(Fuzz.FuzzTests), nameof(Fuzz.FuzzTests.Thousands_of_requests_are_answered_as_documented))),
        new("stateless", false, "Each request carries its token; no cookie is set or read.", (typeof(DesignRuleTests), nameof(DesignRuleTests.No_answer_sets_a_cookie))),

        // Structure
        new("nested-child", false, "What only exists within a weighing is below it: /weighings/{id}/proposals/{code}."),
        new("resource-operations", false, "An approval, a withdrawal, a review is a resource below the decision, never a verb."),

        // Errors
        new("error-handling/problem-details", true, "RFC 9457, always with status, title and detail.", Linter, (typeof(DocumentTests), nameof(DocumentTests.An_operation_documents_what_any_operation_answers))),
        new("error-handling/invalid-input", true, "400; 422 is for a reused Idempotency-Key alone.", Linter, (typeof(EveryStepTests), nameof(EveryStepTests.Every_wrong_body_is_refused_with_a_pointer_to_what_is_wrong_and_records_nothing))),
        new("error-handling/all-errors", false, "All that is wrong is told at once.", (typeof(EveryStepTests), nameof(EveryStepTests.All_that_is_wrong_is_told_at_once))),

        // Documentation
        new("doc-openapi", true, "OpenAPI 3.1.", Linter, (typeof(DocumentTests), nameof(DocumentTests.It_is_valid_OpenAPI_3_1))),
        new("doc-openapi-contact", true, "Name, email and url.", Linter),
        new("doc-language", false, "Dutch first, then English.", (typeof(DocumentTests), nameof(DocumentTests.An_operation_is_described_in_both_languages))),
        new("publish-openapi", true, "/v1/openapi.json, for everybody and from every origin.", (typeof(GoldenDocumentTests), nameof(GoldenDocumentTests.Anybody_may_read_it_from_anywhere))),

        // Versioning
        new("deprecation-schedule", false, "Deprecation, Sunset and Link in each answer, and deprecated in the document, at least six months before.", (typeof(DeprecationTests), nameof(DeprecationTests.Every_answer_tells_it))),
        new("transition-period", false, "Never more than two major versions; the description of the document says so. There is one."),
        new("uri-version", true, "/v1.", Linter),
        new("changelog", false, "/v1/changelog; a change of the contract without an entry fails a test.", (typeof(ChangelogTests), nameof(ChangelogTests.A_change_of_the_contract_is_in_the_changelog))),
        new("semver", true, "A breaking change of the document fails a test.", Linter, (typeof(GoldenDocumentTests), nameof(GoldenDocumentTests.The_document_is_the_agreed_one)), (typeof(BreakingChangeTests), nameof(BreakingChangeTests.What_hurts_a_caller_is_told))),
        new("version-header", true, "API-Version on every answer, errors included.", Linter, (typeof(Fuzz.FuzzTests), nameof(Fuzz.FuzzTests.Thousands_of_requests_are_answered_as_documented))),

        // Transport
        new("transport/tls", true, "Strict-Transport-Security on every answer; TLS itself ends at the proxy that is deployed before the host.", Linter, (typeof(DesignRuleTests), nameof(DesignRuleTests.Every_answer_has_the_security_headers_whatever_it_is))),
        new("transport/no-sensitive-uris", false, "Addresses hold identities, codes and numbers; what a person is or said goes in bodies, and a token never in an address.", Linter, (typeof(DesignRuleTests), nameof(DesignRuleTests.No_address_has_a_place_for_what_is_of_a_person))),
        new("transport/security-headers", true, "On every answer, errors included.", (typeof(DesignRuleTests), nameof(DesignRuleTests.Every_answer_has_the_security_headers_whatever_it_is)), (typeof(Fuzz.FuzzTests), nameof(Fuzz.FuzzTests.Thousands_of_requests_are_answered_as_documented))),
        new("transport/cors", true, "Only the document is for scripts of other origins.", (typeof(DesignRuleTests), nameof(DesignRuleTests.Only_the_document_is_for_scripts_of_other_origins))),

        // Modules
        new("modules/geospatial", false, "Places are codes of CBS and BAG, not geometries: nothing to apply it to."),
        new("modules/signing", false, "Not used: what is sent is protected by TLS, and what is kept by the transparency log."),
        new("modules/encryption", false, "Not used: TLS protects what is sent."),
    ];
}
