namespace WikkenWegen.Domain;

/// <summary>That somebody was given access to a weighing by name.</summary>
/// <param name="Number">Number of the grant, from 1 within the weighing. The first is that of who opened it.</param>
/// <param name="Subject">Pseudonymous subject id of who may read it.</param>
/// <param name="Role">In which role; never a person's name.</param>
/// <param name="Reason">Why, kept in the vault; absent for who opened the weighing.</param>
/// <param name="Origin">The event in which it was given.</param>
/// <param name="Ended">That it was ended, with the reason; absent while it stands.</param>
public sealed record AccessGrant(int Number, string Subject, string Role, Sealed? Reason, Origin Origin, Withdrawal? Ended);

/// <summary>Somebody who reads.</summary>
/// <param name="Subject">Pseudonymous subject id.</param>
/// <param name="UpTo">The highest class of confidentiality of which they may read every weighing; null where they read only those in which they are named.</param>
/// <param name="SeesPersons">Whether they may read the names and contacts of stakeholders; everybody may read their own.</param>
public sealed record Reader(string Subject, Confidentiality? UpTo, bool SeesPersons);

public sealed partial record Weighing
{
    /// <summary>All access that was given by name, in the order of the numbers; also what was ended.</summary>
    public GrowingList<AccessGrant> Access { get; internal init; } = [];

    /// <summary>The grant with this number, or null.</summary>
    public AccessGrant? AccessGrant(int number) => Access.FirstOrDefault(a => a.Number == number);

    /// <summary>Whether a subject is named: a stakeholder who takes part signs in with it, or it was given access.</summary>
    public bool IsNamed(string subject) =>
        Stakeholders.Any(s => s.Subject == subject && s.Withdrawal is null) || Access.Any(a => a.Subject == subject && a.Ended is null);

    /// <summary>Whether somebody may know of this weighing, by the class of confidentiality that is in force. To be asked of the newest state.</summary>
    public bool MayBeReadBy(Reader reader) => Framing.Confidentiality <= reader.UpTo || IsNamed(reader.Subject);

    /// <summary>The weighing without names and contacts of persons, where those are not for the reader.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="newest">The newest state, which says who the stakeholders are.</param>
    internal Weighing WithoutPersons(Reader reader, Weighing newest)
    {
        if (reader.SeesPersons) return this;
        var read = TextCorrections.All(IsFor) ? this : this with { TextCorrections = [.. TextCorrections.Select(c => IsFor(c) ? c : c with { Text = null })] };
        return !Stakeholders.Any(IsOther) ? read
            : read with { Stakeholders = [.. Stakeholders.Select(s => IsOther(s) ? s with { PersonName = null, Contact = null } : s)] };

        bool IsFor(TextCorrection c) => newest.IsForReader(c, reader.Subject);

        bool IsOther(Stakeholder s) => s.HasPerson && !newest.IsThemselves(s.Code, s.Subject, reader.Subject);
    }

    /// <summary>
    /// Whether a reader is the person whose name was recorded: the stakeholder signed in with their subject id then, and still does. Where the
    /// subject id was corrected, the name of before belongs to nobody any more but the corporation.
    /// </summary>
    internal bool IsThemselves(string code, string? subject, string reader) => subject == reader && Stakeholder(code)?.Subject == reader;
}
