using System.ComponentModel;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Services;

/// <summary>Shows services, and looks at one now.</summary>
internal sealed class ServiceOperations(ServiceWatch watch, IOptions<FleetOptions> options, TimeProvider time)
{
    [Operation("service.list")]
    [Description("Shows which watched services are up, and how fast they answer")]
    public OperationResult<ServiceList> List() => OperationResult.Of(new ServiceList(watch.States), ServiceCards.Of(watch.States, time.GetUtcNow()));

    [Operation("service.check", TimeLimitSeconds = 180)]
    [Description("Looks at a watched service now")]
    public async Task<OperationResult<ServiceState>> CheckAsync([Description("Its name in the settings"), Suggest<ServiceNames>] string service, CancellationToken cancellationToken)
    {
        var name = service.Trim();
        if (!options.Value.Services.ContainsKey(name))
            throw OperationException.WrongArgument(options.Value.Services.Count == 0 ? "No service is watched; name some below Fleet:Services." : $"There is no service '{name}'. There are: {string.Join(", ", options.Value.Services.Keys.Order(StringComparer.Ordinal).Select(known => $"`{known}`"))}.");
        var state = await watch.LookAsync(name, cancellationToken);
        return OperationResult.Of(state, ServiceCards.Of([state], time.GetUtcNow()));
    }
}

/// <summary>Completes a service's name.</summary>
internal sealed class ServiceNames(IOptions<FleetOptions> options) : ISuggestionSource
{
    public IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken) => options.Value.Services.Keys.Order(StringComparer.Ordinal).Holding(typed);
}
