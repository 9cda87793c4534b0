using System.Text.Json;
using System.Threading.Channels;
using HydraBot.ForeignTools.Definitions;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace HydraBot.ForeignTools.Connections;

/// <summary>One server: kept connected by a loop of its own, so that nobody waits for one that is dead, slow or mad.</summary>
internal sealed partial class ForeignServer(string name, ForeignServerOptions options, PinStore pins, SecretMask mask, TimeProvider time, ILogger<ForeignServer> logger) : IDisposable
{
    private const int MostTools = 256, MostPages = 32, MostAtOnce = 8;

    /// <summary>How often it is asked again what it offers, which also shows whether it still answers.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromMinutes(5);

    private readonly Channel<bool> _nudges = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _calls = new(MostAtOnce);
    private readonly SemaphoreSlim _agreeing = new(1, 1);
    private ServerLine? _line;
    private int _failures;

    public string Name => name;

    public ForeignServerOptions Options => options;

    public ServerState State { get; private set; } = ServerState.Connecting;

    /// <summary>Why it is down; null where it is not.</summary>
    public string? Trouble { get; private set; }

    public Toolbox Tools { get; private set; } = new([], null);

    /// <summary>Called when it was heard.</summary>
    public Func<ForeignServer, CancellationToken, Task> Heard { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What was agreed to, before it was heard.</summary>
    public async Task RememberAsync(CancellationToken cancellationToken) => Tools = new Toolbox(await pins.OfAsync(name, cancellationToken), null);

    /// <summary>Keeps it connected until the house stops.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await StayAsync(stop);
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                // Whatever a program outside does wrong is its state, not ours.
                Fall(exception);
            }

            if (!stop.IsCancellationRequested)
                await Task.Delay(Pause(), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Runs one of its tools.</summary>
    /// <exception cref="OperationException">It is not there, takes too long, fails or says that it failed.</exception>
    public async Task<ForeignAnswer> CallAsync(
        Clearance clearance, string tool, JsonElement arguments, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        using var limit = new CancellationTokenSource(options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        ServerLine? line = null;
        try
        {
            await _calls.WaitAsync(either.Token);
            try
            {
                // Between the judging and this moment it may have become another tool.
                if (Tools.StateOf(tool) != ToolState.Ready)
                    throw new OperationException(Words(tool, Tools.StateOf(tool)));
                if ((line = _line) is null)
                    throw new OperationException($"The MCP server '{name}' is not connected{(Trouble is null ? "" : $": {Trouble}")} It is called again by itself.");
                var given = arguments.EnumerateObject().ToDictionary(argument => argument.Name, argument => (object?)argument.Value, StringComparer.Ordinal);
                var result = await line.Client.CallToolAsync(tool, given, new Told(progress), null, either.Token);
                return ForeignAnswer.Of(name, tool, result, mask);
            }
            finally
            {
                _calls.Release();
            }
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            Nudge();
            throw new OperationException($"The MCP server '{name}' did not answer within {options.CallTimeout.TotalSeconds:0.#} s (Mcp:Servers:{name}:CallTimeout). What it did by then is not known.", exception);
        }
        catch (Exception exception) when (exception is not OperationException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Nudge();
            throw new OperationException($"The MCP server '{name}' failed: {line?.TooMuch ?? Say(exception)}", exception);
        }
    }

    /// <summary>Agrees to what it offers now, where that is still what somebody looked at.</summary>
    /// <exception cref="OperationException">It offers something else, or nothing is known of what it offers.</exception>
    public async Task AgreeAsync(Clearance clearance, string definitions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        await _agreeing.WaitAsync(cancellationToken);
        try
        {
            // Were nothing agreed to, what comes next would count as seen for the first time.
            if (Tools is not { Offered: { Count: > 0 } offered, Definitions: { } now })
                throw new OperationException($"The MCP server '{name}' offers nothing now that could be agreed to{(Trouble is null ? "." : $": {Trouble}")}");
            if (now != definitions)
                throw new OperationException($"The MCP server '{name}' offers something else by now: '{now}', not '{PlainText.Cut(PlainText.Clean(definitions), 40)}'. Look at it again with mcp.servers.");
            await pins.AgreeAsync(name, offered, clearance.Caller.Name, cancellationToken);
            Tools = new Toolbox(offered, offered, Tools.Refused);
        }
        finally
        {
            _agreeing.Release();
        }
    }

    public void Dispose()
    {
        _calls.Dispose();
        _agreeing.Dispose();
    }

    /// <summary>Why a tool cannot be called.</summary>
    public string Words(string tool, ToolState state) => state switch
    {
        ToolState.Changed => $"The MCP server '{name}' describes its tool '{tool}' otherwise than it was agreed to, so it is not called: mcp.servers shows the difference, and an Owner agrees with mcp.trust.",
        ToolState.New => $"Nobody agreed to the tool '{tool}' of the MCP server '{name}' yet: mcp.servers shows it, and an Owner agrees with mcp.trust.",
        ToolState.LeftOut => $"The settings leave out the tool '{tool}' of the MCP server '{name}' (Mcp:Servers:{name}:Tools).",
        _ => $"The MCP server '{name}' offers no tool '{tool}'.",
    };

    private void Nudge() => _nudges.Writer.TryWrite(true);

    private async Task StayAsync(CancellationToken stop)
    {
        await using var line = await WithinAsync(limit => ServerLine.OpenAsync(name, options, Nudge, limit), stop);
        try
        {
            while (true)
            {
                await MeetAsync(await WithinAsync(limit => ListAsync(line, limit), stop), stop);
                var fresh = State != ServerState.Connected;
                (_line, State, Trouble, _failures) = (line, ServerState.Connected, null, 0);
                if (fresh)
                    LogConnected(name, Tools.Offered?.Count ?? 0);
                await Heard(this, stop);
                await WaitAsync(line, stop);
            }
        }
        finally
        {
            (_line, State) = (null, ServerState.Connecting);
        }
    }

    /// <summary>Until it says that something changed, a call failed, or a minute is over; one that says so all the time is heard once a second.</summary>
    private async Task WaitAsync(ServerLine line, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            var ended = line.Client.Completion;
            await Task.WhenAny(ended, _nudges.Reader.WaitToReadAsync(over.Token).AsTask(), Task.Delay(Every, time, over.Token));
            stop.ThrowIfCancellationRequested();
            if (!ended.IsCompleted)
                await Task.WhenAny(ended, Task.Delay(FirstPause, time, over.Token));
            stop.ThrowIfCancellationRequested();
            while (_nudges.Reader.TryRead(out _))
            {
            }

            if (ended.IsCompleted)
                throw new IOException(line.TooMuch ?? await line.EndAsync() ?? (await ended).Exception?.Message ?? "It hung up.", (await ended).Exception);
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            return await work(either.Token);
        }
        catch (Exception exception) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new TimeoutException($"It did not answer within {options.ConnectTimeout.TotalSeconds:0.#} s (Mcp:Servers:{name}:ConnectTimeout).", exception);
        }
    }

    private static async Task<IReadOnlyList<Tool>> ListAsync(ServerLine line, CancellationToken cancellationToken)
    {
        var (tools, cursor) = (new List<Tool>(), (string?)null);
        for (var page = 0; page < MostPages && tools.Count <= MostTools; page++)
        {
            var listed = await line.Client.ListToolsAsync(new ListToolsRequestParams { Cursor = cursor }, cancellationToken);
            tools.AddRange(listed.Tools);
            if ((cursor = listed.NextCursor) is null)
                return tools.Count <= MostTools ? tools : throw new InvalidDataException($"It offers more than {MostTools} tools.");
        }

        throw new InvalidDataException($"It offers more than {MostTools} tools, or pages without an end.");
    }

    /// <summary>What it offers when it is seen for the first time is agreed to: somebody wrote it into the settings. Everything after that is held against it.</summary>
    private async Task MeetAsync(IReadOnlyList<Tool> listed, CancellationToken stop)
    {
        await _agreeing.WaitAsync(stop);
        try
        {
            var known = listed.Select(OfferedTool.Of).OfType<OfferedTool>().DistinctBy(tool => tool.Name, StringComparer.Ordinal).ToArray();
            var agreed = Tools.Agreed;
            if (agreed.Count == 0 && known.Length > 0)
            {
                await pins.AgreeAsync(name, known, "first seen", stop);
                agreed = known;
                LogFirst(name, known.Length);
            }

            Tools = new Toolbox(agreed, known, listed.Count - known.Length);
        }
        finally
        {
            _agreeing.Release();
        }
    }

    private void Fall(Exception exception)
    {
        var trouble = Say(exception);
        _failures++;
        if (Trouble != trouble)
            LogDown(name, trouble);
        (State, Trouble) = (ServerState.Down, trouble);
    }

    private TimeSpan Pause()
    {
        var full = Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, Math.Max(0, _failures - 1)));
        return TimeSpan.FromSeconds(full * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    /// <summary>In words for people, short and without secrets.</summary>
    private string Say(Exception exception)
    {
        var cause = exception;
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is OversizeException)
                cause = inner;
        }

        var words = PlainText.Cut(PlainText.Clean(mask.Apply(cause is OperationCanceledException ? "It hung up." : cause.Message)).ReplaceLineEndings(" ").Trim(), 300);
        return words.EndsWith('.') ? words : $"{words}.";
    }

    /// <summary>What it tells while it works is shown as it comes, cut short.</summary>
    private sealed class Told(IProgress<OperationProgress> progress) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => progress.Report(new OperationProgress(
            PlainText.Cut(PlainText.Clean(value.Message ?? "…"), 200), value.Total is > 0 and var total ? Math.Clamp(value.Progress / total, 0, 1) : null));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The MCP server {Server} is connected with {Tools} tools")]
    private partial void LogConnected(string server, int tools);

    [LoggerMessage(Level = LogLevel.Information, Message = "The MCP server {Server} was seen for the first time: its {Tools} tools are pinned as they are")]
    private partial void LogFirst(string server, int tools);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The MCP server {Server} is down: {Trouble}")]
    private partial void LogDown(string server, string trouble);
}
