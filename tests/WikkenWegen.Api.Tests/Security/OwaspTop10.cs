using System.Reflection;
using WikkenWegen.Api.Tests.Blindness;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Operations;
using StartTests = WikkenWegen.Api.Tests.Operations.StartTests;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>
/// The OWASP API Security Top 10 of 2023 (owasp.org/API-Security/editions/2023): for each of the ten, what it means here and the tests
/// that show how we stand.
/// </summary>
public class OwaspTop10
{
    private static readonly Risk[] Risks =
    [
        new("API1:2023 Broken Object Level Authorization", "A weighing is its corporation's, and an input is its party's.",
        [
            (typeof(TenantWalkTests), nameof(TenantWalkTests.A_weighing_of_another_corporation_is_one_that_nobody_has)),
            (typeof(TenantWalkTests), nameof(TenantWalkTests.Lists_searches_and_filters_find_nothing_of_another_corporation)),
            (typeof(TenantWalkTests), nameof(TenantWalkTests.The_registration_of_another_corporation_is_one_that_nobody_has)),
            (typeof(TenantKeyTests), nameof(TenantKeyTests.The_same_key_of_two_corporations_and_of_two_people_is_three_keys)),
            (typeof(InputOfOwnPartyTests), nameof(InputOfOwnPartyTests.A_contributor_records_nothing_of_another_party)),
            (typeof(ForeignIdentityTests), nameof(ForeignIdentityTests.What_only_another_weighing_has_is_unknown)),
        ]),
        new("API2:2023 Broken Authentication", "A token is right in every respect, or nobody.",
        [
            (typeof(RefusedTokenTests), nameof(RefusedTokenTests.A_token_that_is_wrong_gets_nobody_in)),
            (typeof(RefusedTokenTests), nameof(RefusedTokenTests.A_token_in_the_address_or_the_body_is_none)),
            (typeof(AcceptedTokenTests), nameof(AcceptedTokenTests.A_token_that_was_accepted_is_refused_once_it_has_expired)),
            (typeof(KeyRotationTests), nameof(KeyRotationTests.A_key_that_was_withdrawn_is_of_no_use_once_the_keys_are_fetched_again)),
            (typeof(RefusedCallerLimitTests), nameof(RefusedCallerLimitTests.After_so_many_wrong_tokens_an_address_waits)),
            (typeof(DevelopmentPathTests), nameof(DevelopmentPathTests.With_an_identity_provider_the_host_gives_no_tokens_and_accepts_none_of_its_own)),
        ]),
        new("API3:2023 Broken Object Property Level Authorization", "Callers write no field of the system's own, and read none that is hidden from them.",
        [
            (typeof(InsideNameTests), nameof(InsideNameTests.A_name_from_inside_is_an_unknown_field)),
            (typeof(EveryStepTests), nameof(EveryStepTests.Every_wrong_body_is_refused_with_a_pointer_to_what_is_wrong_and_records_nothing)),
            (typeof(BlindRoundTests), nameof(BlindRoundTests.Before_it_closes_each_reads_only_their_own_and_afterwards_all_read_everything)),
            (typeof(BlindnessPropertyTests), nameof(BlindnessPropertyTests.No_answer_holds_what_another_gave_in_a_blind_round_before_it_closes)),
        ]),
        new("API4:2023 Unrestricted Resource Consumption", "Requests, headers, bodies, pages and time have limits.",
        [
            (typeof(BadInputTests), nameof(BadInputTests.A_megabyte_of_text_is_too_large)),
            (typeof(BadInputTests), nameof(BadInputTests.A_body_of_nothing_but_errors_gets_an_answer_of_bounded_length)),
            (typeof(HeaderTests), nameof(HeaderTests.Every_answer_has_them)), // among them 413, 414 and 431
            (typeof(RefusedTokenTests), nameof(RefusedTokenTests.A_token_of_64_KB_is_too_large_to_be_looked_at)),
            (typeof(RefusedCallerLimitTests), nameof(RefusedCallerLimitTests.Who_may_not_and_asks_on_waits_too)),
            (typeof(KeyRotationTests), nameof(KeyRotationTests.Tokens_that_name_unknown_keys_do_not_make_the_host_besiege_the_provider)),
        ]),
        new("API5:2023 Broken Function Level Authorization", "One table says who may do what, and what is not in it is denied.",
        [
            (typeof(AccessTableTests), nameof(AccessTableTests.An_operation_is_refused_to_every_role_but_those_in_the_table)),
            (typeof(ScopeTests), nameof(ScopeTests.A_scope_is_for_reading_or_for_recording_whatever_the_role)),
            (typeof(AccessTableTests), nameof(AccessTableTests.An_auditor_writes_nothing_and_an_administrator_reads_no_weighing)),
            (typeof(DenyByDefaultTests), nameof(DenyByDefaultTests.An_endpoint_that_does_not_say_who_may_use_it_stops_the_start)),
            (typeof(DenyByDefaultTests), nameof(DenyByDefaultTests.An_operation_that_is_not_in_the_table_cannot_be_mapped)),
        ]),
        new("API6:2023 Unrestricted Access to Sensitive Business Flows", "Nobody takes a decision and approves it, speaks for another, or votes having seen the others.",
        [
            (typeof(SeparationOfDutiesTests), nameof(SeparationOfDutiesTests.Who_took_a_decision_neither_approves_nor_rejects_it)),
            (typeof(InputOfOwnPartyTests), nameof(InputOfOwnPartyTests.Other_roles_make_a_contributor_no_more_and_no_less)),
            (typeof(BlindRoundTests), nameof(BlindRoundTests.A_refusal_tells_nothing_of_what_is_hidden)),
        ]),
        new("API7:2023 Server Side Request Forgery", "Addresses that callers give are kept, and never gone to.",
        [
            (typeof(OutgoingTests), nameof(OutgoingTests.The_host_goes_to_no_address_that_a_caller_names)),
        ]),
        new("API8:2023 Security Misconfiguration", "What is not set is safe, and what is unsafe does not start.",
        [
            (typeof(HeaderTests), nameof(HeaderTests.Every_answer_has_them)),
            (typeof(HeaderTests), nameof(HeaderTests.Swagger_UI_may_run_its_own_scripts_and_no_others)),
            (typeof(HeaderTests), nameof(HeaderTests.Nobody_of_another_origin_is_let_in_with_the_credentials_of_a_browser)),
            (typeof(TlsTests), nameof(TlsTests.A_certificate_in_the_settings_is_used_with_TLS_1_2_and_1_3)),
            (typeof(SecretTests), nameof(SecretTests.No_settings_in_the_repository_hold_a_secret)),
            (typeof(StartTests), nameof(StartTests.Outside_Development_it_needs_an_identity_provider)),
            (typeof(StartTests), nameof(StartTests.In_Production_it_needs_a_database_of_its_own)),
            (typeof(DevelopmentPathTests), nameof(DevelopmentPathTests.Production_refuses_to_start_with_an_identity_provider_that_is_not_reached_over_https)),
            (typeof(DiscretionTests), nameof(DiscretionTests.The_most_talkative_log_of_every_step_and_of_a_failing_database_holds_no_word_of_a_person)),
        ]),
        new("API9:2023 Improper Inventory Management", "Every endpoint is in the document and in the table, and there is no other.",
        [
            (typeof(DocumentTests), nameof(DocumentTests.It_has_every_endpoint_and_each_endpoint_has_a_contract)),
            (typeof(GoldenDocumentTests), nameof(GoldenDocumentTests.The_document_is_the_agreed_one)),
            (typeof(AccessTableTests), nameof(AccessTableTests.Every_operation_is_in_the_table_and_every_row_of_the_table_is_an_operation)),
            (typeof(AddressTests), nameof(AddressTests.Nothing_else_is_there)),
            (typeof(DevelopmentPathTests), nameof(DevelopmentPathTests.With_an_identity_provider_the_host_gives_no_tokens_and_accepts_none_of_its_own)),
        ]),
        new("API10:2023 Unsafe Consumption of APIs", "The identity provider is the one API that is used, and what it says is judged.",
        [
            (typeof(ProviderTests), nameof(ProviderTests.A_provider_that_answers_nonsense_lets_nobody_in_and_breaks_nothing)),
            (typeof(ProviderTests), nameof(ProviderTests.A_secret_that_a_provider_publishes_as_a_key_signs_nothing)),
            (typeof(KeyRotationTests), nameof(KeyRotationTests.While_the_provider_does_not_answer_tokens_that_cannot_be_checked_are_not_called_wrong)),
        ]),
    ];

    public static TheoryData<string> Names => [.. Risks.Select(r => r.Name)];

    [Fact]
    public void All_ten_are_here() => Risks.Select(r => r.Name.Split(' ')[0]).ShouldBe(Enumerable.Range(1, 10).Select(i => $"API{i}:2023"));

    [Theory, MemberData(nameof(Names))]
    public void Tests_show_how_we_stand(string risk)
    {
        var tests = Risks.Single(r => r.Name == risk).Tests;
        tests.ShouldNotBeEmpty();
        tests.ShouldBeUnique();
        foreach (var (type, name) in tests)
        {
            var test = type.GetMethod(name, BindingFlags.Public | BindingFlags.Instance).ShouldNotBeNull($"{type.Name}.{name}");
            var fact = test.GetCustomAttributes<FactAttribute>().ShouldHaveSingleItem($"{type.Name}.{name} is no test"); // a theory is a fact too
            fact.Skip.ShouldBeNull($"{type.Name}.{name} is skipped");
        }
    }

    /// <summary>One of the ten.</summary>
    private sealed record Risk(string Name, string Here, (Type Type, string Test)[] Tests);
}
