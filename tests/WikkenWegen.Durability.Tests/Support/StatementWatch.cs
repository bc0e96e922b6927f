using System.Buffers.Binary;
using System.Text;
using WikkenWegen.Durability.Tests.Faults;

namespace WikkenWegen.Durability.Tests.Support;

/// <summary>Sees each statement that passes a <see cref="Proxy"/>, and has a host killed at one of them, before it passes.</summary>
internal sealed class StatementWatch
{
    private readonly Lock _counting = new();
    private readonly Dictionary<int, (bool OfLedger, string Bound, string Before)> _connections = [];
    private readonly Dictionary<(int Connection, string Name), string> _statements = [];
    private List<Statement>? _seen;
    private Func<Statement, bool> _at = _ => false;
    private int _time;
    private Func<Task> _kill = () => Task.CompletedTask;
    private TaskCompletionSource _killed = new();
    private bool _hasCome;

    public StatementWatch(Proxy proxy) => proxy.Looks = Look;

    /// <summary>Whether the statement has come at which somebody is killed.</summary>
    public bool HasCome
    {
        get
        {
            lock (_counting) return _hasCome;
        }
    }

    /// <summary>Begins to look, and kills nobody.</summary>
    public void Begin() => Begin(_ => false, 0, () => Task.CompletedTask);

    /// <summary>Begins to look, and kills before the statement passes that is one of these for the so manieth time.</summary>
    /// <returns>Ends when that is done.</returns>
    public Task Begin(Func<Statement, bool> at, int time, Func<Task> kill)
    {
        lock (_counting)
        {
            (_seen, _at, _time, _kill, _hasCome) = ([], at, time, kill, false);
            _killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _killed.Task;
        }
    }

    /// <summary>Ends it; gives what was seen.</summary>
    public List<Statement> End()
    {
        lock (_counting)
        {
            var seen = _seen ?? [];
            _seen = null;
            return seen;
        }
    }

    private async Task Look(int connection, ReadOnlyMemory<byte> message)
    {
        if (Count(connection, message.Span) is not var (kill, killed)) return;
        try
        {
            await kill();
            killed.SetResult();
        }
        catch (Exception e)
        {
            killed.SetException(e);
        }
        throw new IOException("The host is gone, and its connection with it."); // this statement does not pass any more
    }

    private (Func<Task> Kill, TaskCompletionSource Killed)? Count(int connection, ReadOnlySpan<byte> message)
    {
        lock (_counting)
        {
            var (ofLedger, bound, before) = _connections.GetValueOrDefault(connection, (false, "", ""));
            Statement? statement = null;
            switch ((char)message[0])
            {
                case 'P': // Parse: the name of the statement, by which it is used again, and its text
                    var text = message[5..];
                    var name = Text(ref text);
                    _statements[(connection, name)] = Text(ref text);
                    break;
                case 'B': // Bind: the portal, the name of the statement, and the parameters, of which a lock is one
                    var parameters = message[5..];
                    Text(ref parameters);
                    bound = Statement.InOneLine(_statements.GetValueOrDefault((connection, Text(ref parameters)), ""));
                    ofLedger |= HoldsLock(message);
                    break;
                case 'E':
                    statement = new Statement(bound, ofLedger, before);
                    break;
                case 'Q':
                    statement = new Statement(Statement.InOneLine(Encoding.UTF8.GetString(message[5..^1])), ofLedger, before);
                    if (statement.Ends) ofLedger = false;
                    break;
            }
            _connections[connection] = (ofLedger, bound, statement?.Sql ?? before);
            if (statement is null || _seen is null) return null;
            _seen.Add(statement);
            if (_hasCome || !_at(statement) || --_time > 0) return null;
            _hasCome = true;
            return (_kill, _killed);
        }
    }

    /// <summary>The text that stands first, up to its zero; what comes after it is left.</summary>
    private static string Text(ref ReadOnlySpan<byte> message)
    {
        var length = message.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(message[..length]);
        message = message[(length + 1)..];
        return text;
    }

    private static bool HoldsLock(ReadOnlySpan<byte> message)
    {
        Span<byte> taken = stackalloc byte[8];
        foreach (var number in Statement.LedgerLocks)
        {
            BinaryPrimitives.WriteInt64BigEndian(taken, number);
            if (message.IndexOf(taken) >= 0) return true;
        }
        return false;
    }
}
