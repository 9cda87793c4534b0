namespace HydraBot.Mls.Cryptography;

/// <summary>MLS_128_DHKEMP256_AES128GCM_SHA256_P256, the one ciphersuite spoken here (RFC 9420, section 17.1).</summary>
internal static class CipherSuite
{
    public const ushort Protocol = 1;
    public const ushort Id = 2;
    public const int HashSize = 32;
    public const int KeySize = 16;
    public const int NonceSize = 12;
    public const int TagSize = 16;
    public const int PublicKeySize = 65;
    public const int PrivateKeySize = 32;
}
