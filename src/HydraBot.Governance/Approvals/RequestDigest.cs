using System.Security.Cryptography;
using System.Text;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Approvals;

/// <summary>What people approve is exactly this operation with exactly these arguments.</summary>
public static class RequestDigest
{
    /// <summary>SHA-256 over the operation's name and its canonical arguments, in lower-case hexadecimal.</summary>
    public static string Of(OperationRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Operation}\n{CanonicalJson.Write(request.Arguments)}")));
}
