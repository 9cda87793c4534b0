using System.Net;
using System.Net.Sockets;

namespace HydraBot.Hosting.Doctor;

/// <summary>Whether an address that the house wants to listen at is free, or already its own.</summary>
internal sealed class AddressExamination(string subject, string setting, string url, string probe) : IExamination
{
    public string Subject => subject;

    public async Task<Finding> ExamineAsync(CancellationToken cancellationToken)
    {
        var uri = new Uri(url);
        if (IsFree(uri))
            return Finding.Ok($"{url} is free");
        try
        {
            using var http = new HttpClient { BaseAddress = uri };
            using var answer = await http.GetAsync(new Uri(probe, UriKind.Relative), cancellationToken);
            return Finding.Ok($"{url} answers ({(int)answer.StatusCode} at {probe}): HydraBot runs already, or something like it");
        }
        catch (HttpRequestException)
        {
            return Finding.Wrong($"{url} is taken by something that does not speak HTTP", $"Set {setting} to another port, or stop what listens there.");
        }
    }

    private static bool IsFree(Uri url)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) ? address : IPAddress.Loopback, url.Port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
