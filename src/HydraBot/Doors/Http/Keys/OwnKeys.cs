using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Http.Keys;

/// <summary>Marks an endpoint that keys of its own open, and no others: a key's holder by its token, null when it is none.</summary>
internal sealed class OwnKeys(Func<IServiceProvider, Func<string, Caller?>> find)
{
    public Caller? Find(IServiceProvider services, string token) => find(services)(token);
}
