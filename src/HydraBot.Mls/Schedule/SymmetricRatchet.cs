using System.Security.Cryptography;
using HydraBot.Mls.Cryptography;

namespace HydraBot.Mls.Schedule;

/// <summary>
/// The keys of one sender for one kind of message, each used once (RFC 9420, section 9.1). Keys of messages that have not come yet are kept, up to a
/// bound; whatever has been used is zeroed.
/// </summary>
internal sealed class SymmetricRatchet(byte[] secret) : IDisposable
{
    /// <summary>How many generations a message may skip: each costs three derivations and, until it comes, its memory.</summary>
    private const uint LongestSkip = 1024;

    private readonly Dictionary<uint, MessageKey> _waiting = [];
    private byte[] _secret = secret;
    private uint _next;

    /// <summary>The next generation's key, for sending.</summary>
    public MessageKey Next() => Advance();

    /// <summary>The key of a received message. It stays until <see cref="Delete"/> says that the message was authentic.</summary>
    public MessageKey Find(uint generation)
    {
        if (generation >= _next)
        {
            if (generation - _next > LongestSkip || _waiting.Count > LongestSkip)
                throw new MlsException($"A message is of generation {generation} where {_next} is next: too far ahead.");
            while (_next <= generation)
            {
                var key = Advance();
                _waiting.Add(key.Generation, key);
            }
        }
        return _waiting.TryGetValue(generation, out var found)
            ? found : throw new MlsException(MlsFailure.MissingKey, $"The key of generation {generation} has been used and deleted.");
    }

    public void Delete(uint generation)
    {
        if (_waiting.Remove(generation, out var key))
            key.Dispose();
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_secret);
        foreach (var key in _waiting.Values)
            key.Dispose();
        _waiting.Clear();
    }

    private MessageKey Advance()
    {
        var key = new MessageKey(
            _next,
            Labeled.DeriveTree(_secret, "key", _next, CipherSuite.KeySize),
            Labeled.DeriveTree(_secret, "nonce", _next, CipherSuite.NonceSize));
        var following = Labeled.DeriveTree(_secret, "secret", _next, CipherSuite.HashSize);
        CryptographicOperations.ZeroMemory(_secret);
        _secret = following;
        _next = checked(_next + 1);
        return key;
    }
}
