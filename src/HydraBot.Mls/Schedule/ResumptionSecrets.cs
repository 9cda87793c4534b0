using System.Security.Cryptography;

namespace HydraBot.Mls.Schedule;

/// <summary>Secrets of earlier epochs of this group that may be mixed into later ones (RFC 9420, section 8.6): as many as the application wants, zeroed after.</summary>
internal sealed class ResumptionSecrets : IDisposable
{
    private readonly SortedList<ulong, byte[]> _secrets = [];

    /// <summary>A copy with one more, of which the newest <paramref name="count"/> are kept.</summary>
    public ResumptionSecrets With(ulong epoch, byte[] secret, int count)
    {
        var next = new ResumptionSecrets();
        foreach (var (number, kept) in _secrets.Append(new(epoch, secret)).TakeLast(count))
            next._secrets.Add(number, [.. kept]);
        return next;
    }

    public byte[]? Find(ulong epoch) => _secrets.GetValueOrDefault(epoch);

    public void Dispose()
    {
        foreach (var secret in _secrets.Values)
            CryptographicOperations.ZeroMemory(secret);
        _secrets.Clear();
    }
}
