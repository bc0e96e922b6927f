namespace WikkenWegen.Domain.Findings;

/// <summary>The framing in force does not say what the corporation is not here for.</summary>
public sealed class FramingWithoutLimitsRule() : FindingRule("framing-without-limits", FindingSeverity.Info, FindingAxis.Recording,
    new("Vraagstelling zonder grens", "Framing without limits"),
    new("Herzie de vraagstelling en zeg waarvoor de corporatie hier niet is.", "Frame the question anew and say what the corporation is not here for."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        if (string.IsNullOrWhiteSpace(context.Weighing.Framing.NotHereFor))
            yield return Found([context.Weighing.Framings[^1].Origin],
                "De vraagstelling zegt niet waarvoor de corporatie hier niet is.",
                "The framing does not say what the corporation is not here for.");
    }
}
