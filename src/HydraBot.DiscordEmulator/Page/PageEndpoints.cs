using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Page;

/// <summary>What a browser loads beside the API: the page, members' pictures, uploaded files.</summary>
internal sealed class PageEndpoints(PageFiles files, DiscordWorld world)
{
    private const string Forever = "public, max-age=31536000, immutable";

    // What may be shown in place; everything else is downloaded, so that an uploaded page cannot run here.
    private static readonly string[] Showable = ["image/png", "image/jpeg", "image/gif", "image/webp", "audio/", "video/", "text/plain"];

    public Task PageAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return EndAsync(context, StatusCodes.Status405MethodNotAllowed);
        if (files.Find(request.Path) is not { } file)
            return EndAsync(context, StatusCodes.Status404NotFound);
        var headers = context.Response.Headers;
        // 'self' covers WebSockets in new browsers only, hence the ws address by name.
        headers.ContentSecurityPolicy =
            $"default-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self' ws://{request.Host}; "
            + "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
        headers.ETag = file.ETag;
        return request.Headers.IfNoneMatch == file.ETag
            ? EndAsync(context, StatusCodes.Status304NotModified)
            : SendAsync(context, file.ContentType, file.Content);
    }

    public Task AttachmentAsync(HttpContext context)
    {
        var values = context.Request.RouteValues;
        if (!Snowflake.TryParse(values["attachment"] as string, out var id) || values["file"] is not string name || world.Messages.Content(id) is not { } content)
            return EndAsync(context, StatusCodes.Status404NotFound);
        var contentType = Rest.FileNames.ContentType(name, declared: null);
        var shown = Showable.Any(kind => contentType.StartsWith(kind, StringComparison.Ordinal));
        var headers = context.Response.Headers;
        headers.ContentDisposition = shown ? "inline" : $"attachment; filename=\"{Rest.FileNames.Clean(name)}\"";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = Forever;
        return SendAsync(context, contentType, content);
    }

    public Task AvatarAsync(HttpContext context)
    {
        User? user;
        bool isOurs;
        lock (world.Gate)
        {
            user = Snowflake.TryParse(context.Request.RouteValues["user"] as string, out var id) ? world.Users.Find(id) : null;
            isOurs = user?.Id == world.SeededApplication.Id;
        }

        if (user is null)
            return EndAsync(context, StatusCodes.Status404NotFound);
        context.Response.Headers.CacheControl = Forever;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
        // The house's own bot wears the product's picture, as its owner would have set it.
        var picture = isOurs ? files.Find("/avatar.svg")!.Content : Avatar.Draw(user);
        return SendAsync(context, "image/svg+xml", picture);
    }

    private static Task EndAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task SendAsync(HttpContext context, string contentType, byte[] content)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = content.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }
}
