using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Engine;

/// <summary>This machine's engine and those of other hosts as one. A host that is silent takes nothing from the others, neither an answer nor time.</summary>
internal sealed class EngineHosts : IContainerEngine, IDisposable
{
    private readonly EngineHost _own;
    private readonly EngineHost[] _others;

    public EngineHosts(EngineConnection own, IOptions<FleetOptions> options, TimeProvider time)
    {
        _own = new EngineHost(null, own, time);
        _others =
        [
            .. options.Value.Engines.OrderBy(engine => engine.Key, StringComparer.Ordinal).Select(engine => new EngineHost(
                engine.Key,
                new EngineConnection(
                    new EngineRoute(engine.Value, options.Value.Ssh), $"Start Docker there, or set Fleet:Engines:{engine.Key}:Address to where it is.", options.Value.ReadTimeout, time),
                time)),
        ];
    }

    public string Address => string.Join(", ", All.Select(host => host.Address));

    public IEnumerable<EngineHost> All => [_own, .. _others];

    /// <exception cref="OperationException">None answers.</exception>
    public async Task<IReadOnlyList<Container>> ListAsync(CancellationToken cancellationToken)
    {
        if (_others.Length == 0)
            return await _own.ListAsync(cancellationToken);
        var sight = await SeeAsync(null, cancellationToken);
        return sight.IsBlind ? throw new OperationException(sight.Gaps) : sight.Containers;
    }

    public async Task<FleetSight> SeeAsync(TimeSpan? patience, CancellationToken cancellationToken)
    {
        var looks = await Task.WhenAll(All.Select(host => host.SeeAsync(patience, cancellationToken)));
        var silent = looks.Select(look => look.Silent).OfType<SilentEngine>().ToArray();
        return new FleetSight([.. looks.SelectMany(look => look.Containers)], silent, silent.Length == looks.Length);
    }

    /// <summary>The host on which the container of this name or id is.</summary>
    /// <exception cref="OperationException">There is no such host.</exception>
    public EngineHost Of(string id) => EngineNames.HostOf(id) is not { } name ? _own : _others.FirstOrDefault(host => host.Name == name)
        ?? throw OperationException.WrongArgument($"There is no host '{name}'. There are: {string.Join(", ", _others.Select(host => $"`{host.Name}`").DefaultIfEmpty("none beside this machine"))}. Others are set below Fleet:Engines.");

    public Task<ContainerDetail> InspectAsync(string id, CancellationToken cancellationToken) => Of(id).Engine.InspectAsync(id, cancellationToken);

    public Task<DateTimeOffset?> ImageMadeAsync(string id, CancellationToken cancellationToken) => Of(id).Engine.ImageMadeAsync(id, cancellationToken);

    public Task<ContainerOutput> ReadOutputAsync(string id, int lines, DateTimeOffset? since, CancellationToken cancellationToken) => Of(id).Engine.ReadOutputAsync(id, lines, since, cancellationToken);

    public Task FollowAsync(string id, int lines, Action<string> wrote, CancellationToken cancellationToken) => Of(id).Engine.FollowAsync(id, lines, wrote, cancellationToken);

    public Task<ContainerUsage> UsageAsync(string id, CancellationToken cancellationToken) => Of(id).Engine.UsageAsync(id, cancellationToken);

    public Task RestartAsync(Clearance clearance, string id, CancellationToken cancellationToken) => Of(id).Engine.RestartAsync(clearance, id, cancellationToken);

    public Task StartAsync(Clearance clearance, string id, CancellationToken cancellationToken) => Of(id).Engine.StartAsync(clearance, id, cancellationToken);

    public Task StopAsync(Clearance clearance, string id, CancellationToken cancellationToken) => Of(id).Engine.StopAsync(clearance, id, cancellationToken);

    /// <summary>Of this machine's own engine; whoever listens to all listens to each of <see cref="All"/>.</summary>
    public Task ListenAsync(DateTimeOffset since, Action<EngineEvent> heard, CancellationToken cancellationToken) => _own.ListenAsync(since, heard, cancellationToken);

    /// <summary>This machine's own connection is not ours to close.</summary>
    public void Dispose()
    {
        foreach (var host in _others)
            host.Connection.Dispose();
    }
}
