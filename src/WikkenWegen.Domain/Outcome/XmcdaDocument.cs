using System.Globalization;
using System.Text;
using System.Xml;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Outcome;

/// <summary>
/// What an outcome is computed from as a document in XMCDA 3.1.1 (Decision Deck): alternatives, criteria with their scales and weights, and three performance
/// tables of the scores as they count: the means over the assessors of what they expect, and of their lowest and highest values. Its elements below the root are
/// in no namespace, as the schema has them.
/// </summary>
public static class XmcdaDocument
{
    /// <summary>The namespace of the root.</summary>
    public const string Namespace = "http://www.decision-deck.org/2019/XMCDA-3.1.1";

    /// <summary>Most decimals of a mean that is written.</summary>
    private const int Decimals = 12;

    /// <summary>The document, in UTF-8.</summary>
    /// <param name="inputs">What the outcome is computed from.</param>
    /// <param name="cancellation">Stops making it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static byte[] Of(OutcomeInputs inputs, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("xmcda", "XMCDA", Namespace);
            Alternatives(xml, inputs);
            Criteria(xml, inputs);
            Scales(xml, inputs);
            Weights(xml, inputs);
            Table(xml, inputs, "expected", e => e.Expected, cancellation);
            Table(xml, inputs, "low", e => e.Low, cancellation);
            Table(xml, inputs, "high", e => e.High, cancellation);
            xml.WriteEndElement();
        }
        return stream.ToArray();
    }

    private static void Alternatives(XmlWriter xml, OutcomeInputs inputs)
    {
        xml.WriteStartElement("alternatives");
        foreach (var proposal in inputs.Proposals)
        {
            Start(xml, "alternative", proposal.Proposal.Code, proposal.Name);
            xml.WriteElementString("type", "real");
            xml.WriteElementString("active", "true");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Criteria(XmlWriter xml, OutcomeInputs inputs)
    {
        xml.WriteStartElement("criteria");
        foreach (var criterion in inputs.Criteria)
        {
            Start(xml, "criterion", criterion.Code, criterion.Name);
            xml.WriteElementString("active", "true");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Scales(XmlWriter xml, OutcomeInputs inputs)
    {
        xml.WriteStartElement("criteriaScales");
        foreach (var criterion in inputs.Criteria)
        {
            var scale = criterion.Scale;
            xml.WriteStartElement("criterionScale");
            xml.WriteElementString("criterionID", criterion.Code);
            xml.WriteStartElement("scales");
            xml.WriteStartElement("scale");
            if (scale.Unit is { } unit) xml.WriteAttributeString("name", Writable(unit));
            xml.WriteStartElement(scale.Levels.IsEmpty ? "quantitative" : "qualitative");
            xml.WriteElementString("preferenceDirection", criterion.Direction == Direction.HigherIsBetter ? "max" : "min");
            if (scale.Levels.IsEmpty)
            {
                Value(xml, "minimum", Number(Math.Min(scale.Worst, scale.Best)));
                Value(xml, "maximum", Number(Math.Max(scale.Worst, scale.Best)));
            }
            else
            {
                xml.WriteStartElement("valuedLabels");
                foreach (var level in scale.Levels)
                {
                    xml.WriteStartElement("valuedLabel");
                    xml.WriteElementString("label", Writable(level.Words));
                    Value(xml, "value", Number(level.Value));
                    xml.WriteEndElement();
                }
                xml.WriteEndElement();
            }
            for (var open = 0; open < 4; open++) xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Weights(XmlWriter xml, OutcomeInputs inputs)
    {
        xml.WriteStartElement("criteriaValues");
        xml.WriteAttributeString("mcdaConcept", "weights");
        foreach (var criterion in inputs.Criteria)
        {
            xml.WriteStartElement("criterionValue");
            xml.WriteElementString("criterionID", criterion.Code);
            Values(xml, Number(criterion.Weight));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    /// <summary>A table of the scores of all proposals; where nobody gave a score that counts, there is no performance.</summary>
    private static void Table(XmlWriter xml, OutcomeInputs inputs, string concept, Func<Estimate, decimal> end, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var scores = inputs.Scores.ToLookup(s => (s.Proposal, s.Criterion), s => Fraction.FromDecimal(end(s.Estimate)));
        xml.WriteStartElement("performanceTable");
        xml.WriteAttributeString("mcdaConcept", concept);
        foreach (var proposal in inputs.Proposals)
        {
            xml.WriteStartElement("alternativePerformances");
            xml.WriteElementString("alternativeID", proposal.Proposal.Code);
            foreach (var criterion in inputs.Criteria)
            {
                cancellation.ThrowIfCancellationRequested();
                var given = scores[(proposal.Proposal.Code, criterion.Code)].ToList();
                if (given.Count == 0) continue;
                xml.WriteStartElement("performance");
                xml.WriteElementString("criterionID", criterion.Code);
                Values(xml, (Fraction.Sum(given) / given.Count).ToDecimalString(Decimals));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Start(XmlWriter xml, string element, string id, string name)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("id", id);
        xml.WriteAttributeString("name", Writable(name));
    }

    private static void Values(XmlWriter xml, string number)
    {
        xml.WriteStartElement("values");
        Value(xml, "value", number);
        xml.WriteEndElement();
    }

    private static void Value(XmlWriter xml, string element, string number)
    {
        xml.WriteStartElement(element);
        xml.WriteElementString("real", number);
        xml.WriteEndElement();
    }

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text without the characters that XML cannot hold.</summary>
    private static string Writable(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.EnumerateRunes().Where(r => r.Value > char.MaxValue || XmlConvert.IsXmlChar((char)r.Value)));
}
