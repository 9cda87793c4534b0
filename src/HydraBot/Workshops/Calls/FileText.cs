namespace HydraBot.Workshops.Calls;

/// <summary>Names of files from outside.</summary>
internal static class FileText
{
    /// <summary>A name that is only a name, and differs from the others.</summary>
    public static string Safe(string name, int number)
    {
        var plain = string.Concat(name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')).TrimStart('.');
        return $"{number + 1}-{(plain.Length == 0 ? "file" : plain.Length > 80 ? plain[^80..] : plain)}";
    }
}
