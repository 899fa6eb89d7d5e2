"""Headers every answer carries beside Django's own and the content security policy."""

from django.http import HttpRequest, HttpResponse

PERMISSIONS = "accelerometer=(), camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"


class HeadersMiddleware:
    """Permissions-Policy on everything; nothing a signed-in person sees is kept on a shared computer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Frame-Options", "DENY")
        session = getattr(request, "session", None)
        if session is not None and session.accessed and "_auth_user_id" in session:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response
