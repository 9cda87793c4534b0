using System.Security.Cryptography;
using System.Text;
using HydraBot.Governance.Access;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Http.Keys;

/// <summary>The keys that open the door. Comparing takes the same time whatever is presented: hashes are compared, and always all of them.</summary>
internal sealed class KeyRing : IAccessSource
{
    private readonly (byte[] Hash, Caller Caller)[] _keys;

    public KeyRing(IOptions<HttpDoorOptions> options, IEnumerable<LocalKey> local) =>
        _keys =
        [
            .. options.Value.Keys.Select(key => (Hash(key.Value.Token), new Caller(CallerKind.Key, key.Key, key.Key, key.Value.Access)
            {
                Operations = key.Value.Operations is { Count: > 0 } named ? [.. named] : null,
            })),
            .. local.Select(key => (Hash(key.Token), new Caller(CallerKind.Key, LocalKey.Name, LocalKey.Name, AccessLevel.Owner))),
        ];

    /// <summary>How many keys there are.</summary>
    public int Count => _keys.Length;

    /// <summary>Whose key it is; null when it is nobody's.</summary>
    public Caller? Find(string token)
    {
        var presented = Hash(token);
        Caller? found = null;
        foreach (var (hash, caller) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, presented))
                found = caller;
        }

        return found;
    }

    /// <summary>A key as the settings have it now; one that was taken out since has no access. No name of a key has a colon: those are others' callers.</summary>
    public ValueTask<Caller?> NowAsync(Caller caller, CancellationToken cancellationToken) => ValueTask.FromResult(
        caller.Kind != CallerKind.Key || caller.Id.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)
            ? null
            : _keys.Select(key => key.Caller).FirstOrDefault(known => known.Id == caller.Id) ?? caller with { Access = AccessLevel.None });

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
