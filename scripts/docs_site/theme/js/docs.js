// The search plugin wants to know where the site begins; results go when the search is left.
var base_url = document.documentElement.dataset.base;

(function () {
  var field = document.getElementById("mkdocs-search-query");
  var results = document.getElementById("mkdocs-search-results");
  var search = field.parentElement;
  field.addEventListener("input", function () {
    search.classList.toggle("is-asked", field.value.length > 2);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      search.classList.remove("is-asked");
    } else if (event.key === "/" && !/input|textarea|select/i.test(event.target.tagName)) {
      event.preventDefault();
      field.focus();
    }
  });
  document.addEventListener("click", function (event) {
    if (!search.contains(event.target) || event.target.closest("#mkdocs-search-results a")) {
      search.classList.remove("is-asked");
    }
  });
  // Words typed before the index was there are looked for once it is.
  function again() {
    field.dispatchEvent(new KeyboardEvent("keyup"));
  }
  window.addEventListener("load", function () {
    window.searchWorker.addEventListener("message", function (event) {
      if (event.data.allowSearch) {
        again();
      }
    });
    again();
  });
  var current = document.querySelector('.side [aria-current="page"]');
  if (current && window.matchMedia("(min-width: 64rem)").matches) {
    var side = document.querySelector(".side");
    side.scrollTop = current.offsetTop - side.clientHeight / 3;
  }
})();
