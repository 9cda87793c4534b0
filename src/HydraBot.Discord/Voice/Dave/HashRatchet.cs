using System.Security.Cryptography;
using HydraBot.Mls.Cryptography;

namespace HydraBot.Discord.Voice.Dave;

/// <summary>One sender's keys in one epoch, a key a generation (DAVE, "Sender key derivation"). What a generation was derived from is zeroed.</summary>
internal sealed class HashRatchet(byte[] baseSecret) : IDisposable
{
    private const int SecretSize = 32;

    private readonly Dictionary<uint, byte[]> _keys = [];
    private byte[] _secret = baseSecret;
    private uint _next;

    /// <summary>The key of a generation; null when it has been deleted.</summary>
    public byte[]? Key(uint generation)
    {
        while (_next <= generation)
        {
            _keys.Add(_next, TreeSecret.Derive(_secret, "key", _next, DaveProtocol.KeySize));
            var following = TreeSecret.Derive(_secret, "secret", _next, SecretSize);
            CryptographicOperations.ZeroMemory(_secret);
            _secret = following;
            _next++;
        }
        return _keys.GetValueOrDefault(generation);
    }

    public void Delete(uint generation)
    {
        if (_keys.Remove(generation, out var key))
            CryptographicOperations.ZeroMemory(key);
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_secret);
        foreach (var key in _keys.Values)
            CryptographicOperations.ZeroMemory(key);
        _keys.Clear();
    }
}
