using System.Text.RegularExpressions;
using HydraBot.Governance.Audit;

namespace HydraBot.Fleet.Compose;

/// <summary>Shows lines of compose files without what is secret in them: values under names that say so, and whatever has a secret's form.</summary>
internal sealed partial class ComposeMask(SecretMask mask)
{
    public string Line(string line) => mask.Apply(Named().Replace(line, match => match.Groups["keep"].Value + SecretMask.Mask));

    /// <summary>True when what stands under this name is not for everybody.</summary>
    public static bool IsSecret(string name) => SecretName().IsMatch(name);

    // A reference to a variable or a file tells nothing and stays.
    [GeneratedRegex("""(?<keep>[\w.-]*(?:pass|pwd|secret|token|api_?key|private_?key|access_?key|credential|_auth|authorization)[\w.-]*["']?[ \t]*[:=][ \t]*["']?)(?!["']?\$\{?\w|/run/secrets/)[^\s"'#,}\]][^"'#\n,}\]]*""", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex("(?:pass(?:word|wd|phrase)?|pwd|secret|token|api_?key|private_?key|access_?key|credential|_auth)s?(?:$|_(?!file))", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
