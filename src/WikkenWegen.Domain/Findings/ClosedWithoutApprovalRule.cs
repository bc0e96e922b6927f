namespace WikkenWegen.Domain.Findings;

/// <summary>A weighing was closed without the approval that its decision needs.</summary>
public sealed class ClosedWithoutApprovalRule() : FindingRule("closed-without-approval", FindingSeverity.Serious, FindingAxis.Happening,
    new("Gesloten zonder goedkeuring", "Closed without approval"),
    new("Leg het besluit alsnog voor aan de goedkeurder.", "Put the decision to the approver still."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context) =>
        context.Weighing.Reopenings.Select(r => r.Ended).Append(context.Weighing.Ended).Where(end => end?.WithoutApprovalReason is not null).Select(end => Found([end!.Origin],
            "De afweging is gesloten zonder de goedkeuring die het besluit nodig heeft.",
            "The weighing was closed without the approval that its decision needs."));
}
